/** What is going on right now: the shape, its word, one sentence, and the buttons that are asked for. */

import { button, focused, make, onChange, say, unseen } from "./dom.js";
import { need } from "./needs.js";
import { createOverheard } from "./overheard.js";
import { createShape, presence } from "./presence.js";
import { createReader } from "./reader.js";
import { createMark } from "./recording.js";
import { newsOf } from "./stage.js";

const STEP_AFTER_MS = 1200; // of thinking

/** The place of presence and needs: `update(state)` draws it, `end()` stops its timer. */
export function createNow(store, actions) {
  const shape = createShape(store);
  const word = make("strong", { class: "state-word" });
  const sentence = make("span", { class: "sentence" });
  const reader = createReader();
  const overheard = createOverheard();
  const mark = createMark();
  const ofPictures = unseen(""); // the stage shows it
  const status = make("div", { class: "status", role: "status", "aria-atomic": "false" });
  status.append(word, mark.node, sentence, overheard.node, ofPictures, reader.node);
  const steps = make("ol", { class: "steps", hidden: "" });
  const buttons = make("div", { class: "answers" });
  const says = make("div", { class: "says" }, status, steps);
  const node = make("div", { class: "now", tabindex: "-1" }, shape.node, says, buttons);
  let timer = 0;
  let thoughtLong = false;

  function waitForStep(isThinking) {
    clearTimeout(timer);
    thoughtLong = false;
    if (!isThinking) return;
    timer = setTimeout(() => {
      thoughtLong = true;
      update(store.state);
    }, STEP_AFTER_MS);
  }

  const drawThinking = onChange(waitForStep);
  const drawSteps = onChange((key) => {
    const texts = JSON.parse(key);
    steps.replaceChildren(...texts.map((text) => make("li", { text })));
    steps.hidden = !texts.length;
  });
  const drawButtons = onChange(() => {
    const hadFocus = buttons.contains(focused());
    buttons.replaceChildren(...buttonsFor(store.state, actions));
    if (hadFocus) (buttons.firstChild ?? node).focus();
  });

  function update(state) {
    const { name, word: text, colour } = presence(state);
    const wanted = need(state, actions);
    drawThinking(name === "thinking");
    shape.show(name);
    node.dataset.colour = colour;
    node.toggleAttribute("data-needs", wanted.text !== "" || state.view.overheard !== "");
    say(word, text);
    say(sentence, wanted.text || (thoughtLong && state.view.step) || planOf(name, state));
    say(ofPictures, newsOf(state));
    drawSteps(JSON.stringify(wanted.steps));
    mark.update(state);
    overheard.update(state.view);
    drawButtons(JSON.stringify([wanted.button, choicesOf(state), state.view.overheard !== ""]));
    reader.update(state);
  }

  function end() {
    clearTimeout(timer);
    overheard.end();
    shape.end();
  }

  return { node, update, end };
}

/** What is being carried out, in a line, for as long as it is. */
function planOf(name, state) {
  return name === "thinking" || name === "speaking" ? state.view.plan : "";
}

function choicesOf(state) {
  return presence(state).name === "asking" ? state.view.asking.choices : [];
}

function buttonsFor(state, actions) {
  const buttons = choicesOf(state).map((choice, i) => drawChoice(choice, i, actions));
  const wanted = buttons.length ? null : need(state, actions).button;
  if (wanted) buttons.push(button(wanted.command, wanted.label, wanted.press, { class: "main" }));
  if (state.view.overheard) buttons.push(button("answer-that", "Answer that", () => actions.answerThat()));
  return buttons;
}

function drawChoice(choice, i, actions) {
  const number = make("span", { class: "number", text: String(i + 1) });
  const node = button("choice", "", () => actions.answerChoice(i), { class: "choice", "data-value": String(i) });
  node.append(number, " ", choice);
  return node;
}
