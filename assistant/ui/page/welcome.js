/** What the empty page shows: the one large Start button, or a few things that can be said. */

import { button, focused, make, nothingFocused, onChange, say } from "./dom.js";
import { wantsWelcome } from "./needs.js";

const HINTS = [
  "“Oriel, what can I cook with eggs and spinach?”",
  "“Explain heat pumps in two sentences.”",
  "“Was ist die Hauptstadt von Österreich?”",
];

/** The place of welcome and hints: `update(state)` draws it. */
export function createWelcome(actions) {
  const start = button("start", "Start", () => actions.start(), { class: "main start" });
  const promise = make("p", { class: "promise", text: "Your voice stays on this machine." });
  const models = make("p", { class: "models" });
  const opening = make("div", { class: "opening" }, promise, start, models);
  const examples = make("ul", {}, ...HINTS.map((text) => make("li", { text })));
  const keys = make("p", { class: "keys" });
  const hints = make("div", { class: "hints" }, make("p", { text: "Ask me anything; after a pause, begin with my name:" }), examples, keys);
  const node = make("div", { class: "welcome" }, opening, hints);

  /** After Start was pressed it is gone: the focus goes to the part, where the keys work. */
  function leave() {
    if (focused() === start) node.closest(".part")?.querySelector(".now").focus();
  }

  const draw = onChange((isWanted, isEmpty) => {
    if (!isWanted) leave();
    opening.hidden = !isWanted;
    hints.hidden = isWanted || !isEmpty;
    node.hidden = !isWanted && !isEmpty;
  });

  function update(state) {
    const { turns, view, mic, connection } = state;
    const isEmpty = !turns.length && !view.live.text && !view.answer;
    const canTalk = mic.phase === "on" && connection === "open";
    const wasHidden = opening.hidden;
    draw(wantsWelcome(state), isEmpty && canTalk);
    say(models, MODELS[view.models]);
    say(keys, keysInWords(view.settings.keys));
    if (wasHidden && !opening.hidden) focusStart();
  }

  function focusStart() {
    if (nothingFocused()) start.focus({ preventScroll: true });
  }

  opening.hidden = true;
  return { node, update };
}

function keysInWords({ enabled, talk, mute, stop }) {
  return enabled ? `Hold ${talk} to talk · ${mute} mutes · ${stop} stops the answer` : "";
}

const MODELS = {
  loading: "The models are still loading. You can start already.",
  ready: "",
  failed: "The models could not be loaded. Run “oriel doctor” to see why.",
};
