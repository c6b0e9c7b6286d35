/** A button that unfolds what belongs to it; Escape, a press elsewhere and a focus that leaves fold it again. */

import { button, focused, make } from "./dom.js";

let menus = 0; // makes ids; they stay inside the part

/** The button `label` and the place it unfolds; `fold(back)` closes it, and gives the button the focus where asked. */
export function createMenu(command, label, kind, content, signal) {
  const id = `menu-${(menus += 1)}`;
  const opener = button(command, label, () => (isFolded() ? unfold() : fold(true)), {
    "aria-expanded": "false",
    "aria-controls": id,
  });
  const node = make("div", { class: `menu ${kind}` }, opener, content);
  content.id = id;
  content.classList.add("folded");

  function isFolded() {
    return content.classList.contains("folded");
  }

  function unfold() {
    content.classList.remove("folded");
    opener.ariaExpanded = "true";
  }

  function fold(back = false) {
    if (isFolded()) return;
    content.classList.add("folded");
    opener.ariaExpanded = "false";
    if (back) opener.focus();
  }

  node.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || isFolded()) return;
    event.stopPropagation();
    fold(true);
  });
  node.addEventListener("focusout", () => setTimeout(() => node.contains(focused()) || fold()));
  document.addEventListener("pointerdown", (event) => event.composedPath().includes(node) || fold(), { signal });
  return { node, opener, unfold, fold };
}
