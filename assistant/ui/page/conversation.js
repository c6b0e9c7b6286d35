/** The conversation: every turn and the one under way, kept in view until the reader scrolls away. */

import { button, make, onChange } from "./dom.js";
import { attachCorrection } from "./correction.js";
import { createTurn } from "./turn.js";

const AT_END = 24; // px from the end that still count as its end
const UNDER_WAY = Object.freeze({ spoken: "", interrupted: false, superseded: false, times_ms: null });

/** The conversation's place: `update(state)` draws it, `end()` lets go of the observers. */
export function createConversation(actions, signal) {
  const list = make("ol", { class: "turns", role: "list" });
  const latest = button("latest", "Latest", goToEnd, { class: "latest", hidden: "" });
  const scroller = make(
    "div",
    { class: "scroller", role: "region", "aria-label": "Conversation", tabindex: "0" },
    list,
  );
  const node = make("div", { class: "conversation" }, scroller, latest);
  const drawn = [];
  let follows = true;
  let lastTop = 0;

  const refreshWords = attachCorrection(list, actions, signal);
  const sizes = new ResizeObserver(keepUp);
  sizes.observe(scroller);
  sizes.observe(list);
  scroller.addEventListener("scroll", watchReader, { signal, passive: true });

  /** Only scrolling up stops the following: below, something may have grown in the meantime. */
  function watchReader() {
    settle(isAtEnd() || (follows && scroller.scrollTop >= lastTop));
    lastTop = scroller.scrollTop;
  }

  function isAtEnd() {
    return scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight <= AT_END;
  }

  function settle(on) {
    follows = on;
    latest.hidden = on;
  }

  function goToEnd() {
    if (latest.matches(":focus")) scroller.focus({ preventScroll: true });
    settle(true);
    keepUp();
  }

  function keepUp() {
    if (follows) scroller.scrollTop = scroller.scrollHeight;
  }

  function place(index) {
    if (!drawn[index]) {
      drawn[index] = createTurn(index, actions);
      list.append(drawn[index].node);
    }
    return drawn[index];
  }

  function drawTurns(turns, live, answer, language) {
    turns.forEach((turn, i) => place(i).show(turn, "done", i === turns.length - 1));
    const isUnderWay = live.text !== "" || answer !== "";
    if (isUnderWay) {
      const turn = { ...UNDER_WAY, heard: live.text, said: answer, language };
      place(turns.length).show(turn, live.final ? "answering" : "changing", false);
    }
    const wanted = turns.length + Number(isUnderWay);
    while (drawn.length > wanted) drawn.pop().node.remove();
    keepUp();
  }

  const drawAll = onChange((turns, text, final, answer, language) => {
    drawTurns(turns, { text, final }, answer, language);
  });
  const drawRoving = onChange(refreshWords);

  function update({ turns, view }) {
    drawAll(turns, view.live.text, view.live.final, view.answer, view.language);
    drawRoving(turns);
  }

  return { node, update, end: () => sizes.disconnect() };
}
