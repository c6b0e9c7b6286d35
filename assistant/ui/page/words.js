/** What was heard, word by word: live words may still change, final ones can be corrected. */

import { make, say } from "./dom.js";

/** The words of a text, counted as the server counts them. */
export function split(text) {
  return text.split(/\s+/).filter(Boolean);
}

/**
 * A line of words. The live line and the final one are built alike, so that nothing moves when the one becomes the
 * other: `show(text, {isFinal, canCorrect})` changes only the words that differ.
 */
export function createWords() {
  const node = make("div", { class: "heard", dir: "auto", role: "group", "aria-label": "You said" });
  const words = [];

  function grow() {
    if (words.length) node.append(" ");
    const word = make("span", { class: "word", "data-word": String(words.length) });
    words.push(word);
    node.append(word);
  }

  function shrink() {
    words.pop().remove();
    if (words.length) node.lastChild.remove(); // the space
  }

  function show(text, { isFinal, canCorrect }) {
    const wanted = split(text);
    while (words.length < wanted.length) grow();
    while (words.length > wanted.length) shrink();
    wanted.forEach((word, i) => say(words[i], word));
    node.classList.toggle("changing", !isFinal);
    words.forEach(canCorrect ? makeButton : makePlain);
  }

  return { node, show };
}

function makeButton(word) {
  if (word.role === "button") return;
  word.setAttribute("role", "button");
  word.dataset.command = "correct";
  word.tabIndex = -1;
}

function makePlain(word) {
  if (word.role !== "button") return;
  word.removeAttribute("role");
  word.removeAttribute("tabindex");
  delete word.dataset.command;
}
