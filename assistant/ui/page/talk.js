/** The push-to-talk button: held by pointer or key; a mere click, as voice control sends it, turns it on or off. */

import { button } from "./dom.js";

/** The button; `signal` ends the watch on the window, without which a hold could outlast it. */
export function createTalk(store, actions, signal) {
  const node = button("talk", "Hold to talk", null, { class: "talk", "aria-pressed": "false" });
  let holds = false;

  function hold(down) {
    if (holds === down || (down && store.state.mic.phase !== "on")) return;
    holds = down;
    actions.talk(down);
  }

  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    node.setPointerCapture(event.pointerId);
    hold(true);
  });
  for (const end of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) {
    node.addEventListener(end, () => hold(false));
  }
  node.addEventListener("keydown", (event) => {
    if (event.key !== " " && event.key !== "Enter") return;
    event.preventDefault();
    if (!event.repeat) hold(true);
  });
  node.addEventListener("keyup", (event) => {
    if (event.key === " " || event.key === "Enter") hold(false);
  });
  node.addEventListener("click", (event) => {
    if (event.detail === 0) hold(!holds); // sent by software: the click that ends a hold counts 1
  });
  node.addEventListener("contextmenu", (event) => event.preventDefault()); // a long touch opens one
  window.addEventListener("blur", () => hold(false), { signal });
  return node;
}
