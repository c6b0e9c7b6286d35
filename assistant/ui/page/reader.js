/** "My screen reader speaks": the sentences of an answer, put where the screen reader announces them, each once. */

import { make } from "./dom.js";

const SENTENCE_END = /[.!?…。！？]["”»)]*(?=\s)|[。！？]|\n/gu;
const KEPT = 8; // announced sentences that stay in the page

/** The end of the last whole sentence of a text. */
export function wholeSentences(text) {
  let end = 0;
  for (const found of text.matchAll(SENTENCE_END)) end = found.index + found[0].length;
  return end;
}

/** The place of the announced sentences, unseen; `update(state)` adds what is new. */
export function createReader() {
  const node = make("span", { class: "unseen" });
  let answer = "";
  let announced = 0;
  let wasUnderWay = false;
  let turnsSeen = 0;

  function announce(text) {
    if (text.trim()) node.append(make("span", { text: `${text.trim()} ` }));
    while (node.children.length > KEPT) node.firstChild.remove();
  }

  function announceTo(end) {
    announce(answer.slice(announced, end));
    announced = end;
  }

  function follow(text) {
    if (!text.startsWith(answer.slice(0, announced))) announced = 0;
    answer = text;
    const end = wholeSentences(text);
    if (end > announced) announceTo(end);
  }

  function finish(turn) {
    if (!turn.said.startsWith(answer.slice(0, announced))) announced = 0;
    answer = turn.said;
    announceTo(answer.length);
    answer = "";
    announced = 0;
  }

  /** A turn that comes without having been under way is an old one, told when the page opened. */
  function update({ view, turns }) {
    const isFinished = wasUnderWay && turns.length > turnsSeen;
    turnsSeen = turns.length;
    wasUnderWay = view.live.text !== "" || view.answer !== "" || view.state !== "idle";
    if (!view.settings.screen_reader) return;
    if (isFinished) finish(turns.at(-1));
    if (view.answer) follow(view.answer);
  }

  return { node, update };
}
