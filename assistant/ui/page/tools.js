/** How a finding is shown: masks, boxes and names, from which certainty on; and what can be saved of it. */

import { button, make, offer, onChange, say } from "./dom.js";
import { createMenu } from "./menu.js";
import { findingOf, floorOf, percentOf, thresholdOf } from "./things.js";

const STEP = 5; // percent, of one press
const MOST = 95; // percent
const TELL_AFTER_MS = 200; // without a further change

/** The tools: `update(state)` draws them, `end()` stops their timer. */
export function createTools(store, actions, signal) {
  const toggles = { masks: toggle("masks", "Masks"), boxes: toggle("boxes", "Boxes"), names: toggle("names", "Names") };
  const certainty = createCertainty(store, actions);
  const files = make("ul", { class: "files" });
  const save = createMenu("downloads", "Save", "save", files, signal);
  const shows = make("div", { class: "toggles", role: "group", "aria-label": "Shown on the picture" });
  shows.append(...Object.values(toggles));
  const node = make("div", { class: "tools", hidden: "" }, shows, certainty.node, save.node);

  function toggle(name, label) {
    return button(`hide-${name}`, label, () => set({ [name]: !isOn(store.state)[name] }), { "aria-pressed": "true" });
  }

  function set(changes) {
    store.set({ stage: { ...store.state.stage, ...changes } });
  }

  const drawToggle = (name) =>
    onChange((on, isOffered) => {
      toggles[name].ariaPressed = String(on);
      offer(toggles[name], `${on ? "hide" : "show"}-${name}`, isOffered);
    });
  const drawToggles = Object.fromEntries(Object.keys(toggles).map((name) => [name, drawToggle(name)]));
  const drawFiles = onChange((all) => {
    save.fold();
    files.replaceChildren(...all.map(drawFile));
    save.node.hidden = !all.length;
  });

  function update(state) {
    const finding = findingOf(state);
    node.hidden = !finding;
    if (!finding) return;
    const on = isOn(state);
    const hasMasks = finding.things.some(({ mask }) => mask);
    drawToggles.masks(on.masks, hasMasks);
    drawToggles.boxes(on.boxes, finding.things.length > 0);
    drawToggles.names(on.names, finding.things.length > 0);
    certainty.update(state);
    drawFiles(finding.files);
  }

  return { node, update, end: certainty.end };
}

/** Boxes: as was chosen; until then, where there is a thing without a mask. */
function isOn(state) {
  const { masks, boxes, names } = state.stage;
  return { masks, boxes: boxes ?? findingOf(state).things.some(({ mask }) => !mask), names };
}

function drawFile({ name, label, url }) {
  const link = make("a", { href: url, download: name, "data-command": "save", "data-value": name, text: label });
  return make("li", {}, link);
}

/** The slider with a button at each end; what it says holds at once, and is told when it has come to rest. */
function createCertainty(store, actions) {
  const range = make("input", { type: "range", max: MOST, step: "1", "aria-label": "Least certainty" });
  const value = make("span", { class: "percent" }); // an <output> would be read aloud with each step
  const fewer = button("less-sensitive", "+", () => set(current() + STEP), { "aria-label": "Less sensitive" });
  const more = button("more-sensitive", "−", () => set(current() - STEP), { "aria-label": "More sensitive" });
  const node = make("div", { class: "certainty", role: "group", "aria-label": "Certainty" });
  node.append(make("span", { class: "word", text: "Certainty" }), more, range, fewer, value);
  let timer = 0;

  const current = () => percentOf(thresholdOf(store.state));

  function set(percent) {
    const { stage, view } = store.state;
    const wanted = Math.min(MOST, Math.max(Number(range.min), percent));
    store.set({ stage: { ...stage, threshold: { picture: view.picture, value: wanted / 100 } } });
    clearTimeout(timer);
    timer = setTimeout(() => actions.threshold(wanted / 100), TELL_AFTER_MS);
  }

  range.addEventListener("input", () => set(range.valueAsNumber));

  const draw = onChange((least, percent) => {
    range.min = String(least);
    range.value = String(percent);
    range.setAttribute("aria-valuetext", `${percent} percent`);
    more.ariaDisabled = String(percent <= least);
    fewer.ariaDisabled = String(percent >= MOST);
    say(value, `${percent} %`);
  });

  function update(state) {
    draw(percentOf(floorOf(state)), percentOf(thresholdOf(state)));
  }

  return { node, update, end: () => clearTimeout(timer) };
}
