/** Correcting a word that was misheard: arrows go from word to word, Enter or a click opens one, Enter sends it. */

import { focused, make } from "./dom.js";

const BUTTONS = ".word[role=button]";
const MOST_LETTERS = 60;

/** Make the words below `list` correctable; returns `refresh`, to be called when they have changed. */
export function attachCorrection(list, actions, signal) {
  let tabStop = null;

  function stopAt(word) {
    if (tabStop === word) return;
    if (tabStop?.role === "button") tabStop.tabIndex = -1;
    tabStop = word;
    if (word) word.tabIndex = 0;
  }

  function refresh() {
    if (tabStop?.isConnected && tabStop === focused()) return;
    const turns = [...list.children].filter((turn) => turn.querySelector(BUTTONS));
    stopAt(turns.at(-1)?.querySelector(BUTTONS) ?? null);
  }

  function move(from, key) {
    const to = neighbour(list, from, key);
    if (!to) return;
    stopAt(to);
    to.focus();
  }

  list.addEventListener(
    "click",
    (event) => {
      const word = event.target.closest(BUTTONS);
      if (word && !isSelecting(list)) edit(word, actions, stopAt);
    },
    { signal },
  );
  list.addEventListener(
    "keydown",
    (event) => {
      const word = event.target.closest(BUTTONS);
      if (!word || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "Enter" || event.key === " ") edit(word, actions, stopAt);
      else if (event.key in MOVES) move(word, event.key);
      else return;
      event.preventDefault();
    },
    { signal },
  );
  return refresh;
}

const MOVES = {
  ArrowLeft: (words, at) => words[at - 1],
  ArrowRight: (words, at) => words[at + 1],
  ArrowUp: (words, at) => ofTurn(words, words[at], -1),
  ArrowDown: (words, at) => ofTurn(words, words[at], 1),
  Home: (words, at) => words.find((word) => word.parentNode === words[at].parentNode),
  End: (words, at) => words.findLast((word) => word.parentNode === words[at].parentNode),
};

function neighbour(list, from, key) {
  const words = [...list.querySelectorAll(BUTTONS)];
  return MOVES[key](words, words.indexOf(from));
}

/** The first word of the turn before or after. */
function ofTurn(words, from, step) {
  const lines = [...new Set(words.map((word) => word.parentNode))];
  const line = lines[lines.indexOf(from.parentNode) + step];
  return words.find((word) => word.parentNode === line);
}

/** Whether text was just selected with the mouse: that is no click on a word. */
function isSelecting(list) {
  const selection = list.getRootNode().getSelection?.() ?? document.getSelection();
  return selection?.type === "Range" && !list.querySelector("input") && String(selection) !== "";
}

/** Put an input where the word was, until it is sent, given up or left. */
function edit(word, actions, stopAt) {
  const old = word.textContent;
  const field = make("input", {
    class: "word",
    "aria-label": `Correct “${old}”: Enter sends it, Escape leaves it as it was`,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    maxlength: MOST_LETTERS,
  });
  field.value = old;
  fit(field);
  word.hidden = true;
  word.after(field);
  field.focus();
  field.select();
  let isOpen = true;

  function close(back) {
    if (!isOpen) return;
    isOpen = false;
    field.remove();
    word.hidden = false;
    stopAt(word.role === "button" ? word : null);
    if (back) word.focus();
  }

  field.addEventListener("input", () => fit(field));
  field.addEventListener("blur", () => document.hasFocus() && close(false)); // another window may hold the spelling
  field.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing) return;
    if (event.key === "Escape") return close(true);
    if (event.key !== "Enter") return;
    event.preventDefault();
    const text = field.value.trim().replace(/\s+/g, " ");
    const turn = Number(word.closest("[data-turn]").dataset.turn);
    close(true);
    if (text && text !== old) actions.correct(turn, Number(word.dataset.word), text);
  });
}

function fit(field) {
  field.style.width = `${Math.max(4, field.value.length + 2)}ch`;
}
