/** An answer as paragraphs, fenced code and inline marks, built from text nodes, with the part nobody heard marked. */

import { make, unseen } from "./dom.js";

const FENCE = /^```[^\n]*\n([\s\S]*?)(?:^```[ \t]*$|(?![\s\S]))/gm; // an unfinished fence runs to the end
const GAP = /\n[ \t]*\n\s*/g;
const INLINE = /`([^`\n]+)`|\*\*([^*\n]+)\*\*/g;
const WORD = /[\p{L}\p{N}]+/gu;
const LOOK_AHEAD = 6; // words: numbers and signs are spoken as other words than they are written

/** The paragraphs and code blocks of a text: {isCode, text, start}, start counting characters of the whole. */
export function blocks(text) {
  const found = [];
  let from = 0;
  for (const fence of text.matchAll(FENCE)) {
    found.push(...paragraphs(text.slice(from, fence.index), from));
    const start = fence.index + fence[0].indexOf("\n") + 1;
    found.push({ isCode: true, text: fence[1].replace(/\n$/, ""), start });
    from = fence.index + fence[0].length;
  }
  return [...found, ...paragraphs(text.slice(from), from)];
}

function paragraphs(text, offset) {
  const found = [];
  let from = 0;
  const ends = [...text.matchAll(GAP), { index: text.length, 0: "" }];
  for (const end of ends) {
    const part = text.slice(from, end.index);
    const start = offset + from + (part.length - part.trimStart().length);
    if (part.trim()) found.push({ isCode: false, text: part.trim(), start });
    from = end.index + end[0].length;
  }
  return found;
}

/** The runs of a paragraph: {tag, text, start}; tag is "" for plain text. */
function runs(block) {
  if (block.isCode) return [{ tag: "", text: block.text, start: block.start }];
  const found = [];
  let from = 0;
  for (const mark of block.text.matchAll(INLINE)) {
    found.push({ tag: "", text: block.text.slice(from, mark.index), start: block.start + from });
    const isCode = mark[1] !== undefined;
    const text = mark[1] ?? mark[2];
    found.push({ tag: isCode ? "code" : "strong", text, start: block.start + mark.index + (isCode ? 1 : 2) });
    from = mark.index + mark[0].length;
  }
  found.push({ tag: "", text: block.text.slice(from), start: block.start + from });
  return found.filter((run) => run.text);
}

/**
 * Up to which character `said` was heard, going by what was spoken. The spoken text writes numbers and signs out, so
 * the two are matched word by word; code is not spoken and is passed over.
 */
export function heardTo(said, spoken) {
  const written = blocks(said).filter((block) => !block.isCode).flatMap(wordsOf);
  let next = 0;
  for (const [word] of spoken.toLowerCase().matchAll(WORD)) {
    const ahead = written.slice(next, next + LOOK_AHEAD).findIndex((one) => one.text === word);
    if (ahead >= 0) next += ahead + 1;
  }
  if (next === written.length) return said.length;
  return next ? said.length - said.slice(written[next - 1].end).replace(/^\S*\s*/, "").length : 0;
}

function wordsOf({ text, start }) {
  const found = text.toLowerCase().matchAll(WORD);
  return [...found].map((word) => ({ text: word[0], end: start + word.index + word[0].length }));
}

/** An answer's place: `show(text, cut)` changes only the blocks that differ; from `cut` on, nothing was heard. */
export function createProse() {
  const node = make("div", { class: "said", dir: "auto" });
  let keys = [];

  function show(text, cut = Infinity) {
    const wanted = blocks(text);
    const firstUnheard = wanted.find((block) => block.start + block.text.length > cut);
    const next = wanted.map((block) => JSON.stringify([block, Math.min(cut, block.start + block.text.length)]));
    wanted.forEach((block, i) => {
      if (keys[i] === next[i]) return;
      const drawn = drawBlock(block, cut, block === firstUnheard);
      if (node.children[i]) node.children[i].replaceWith(drawn);
      else node.append(drawn);
    });
    while (node.children.length > wanted.length) node.lastChild.remove();
    keys = next;
  }

  return { node, show };
}

function drawBlock(block, cut, isFirstUnheard) {
  const inner = block.isCode ? make("code") : make("p");
  let says = isFirstUnheard;
  for (const run of runs(block)) {
    const heard = Math.max(0, Math.min(run.text.length, cut - run.start));
    if (heard > 0) inner.append(drawRun(run.tag, run.text.slice(0, heard)));
    if (heard === run.text.length) continue;
    const rest = make("span", { class: "unheard" }, drawRun(run.tag, run.text.slice(heard)));
    if (says) rest.prepend(unseen("Not heard: "));
    says = false;
    inner.append(rest);
  }
  return block.isCode ? make("pre", { tabindex: "0" }, inner) : inner;
}

function drawRun(tag, text) {
  return tag ? make(tag, { text }) : document.createTextNode(text);
}
