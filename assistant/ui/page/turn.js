/** One exchange: what was heard, what was answered, and how that went. The turn under way is drawn alike. */

import { button, make, offer, onChange, say } from "./dom.js";
import { createProse, heardTo } from "./prose.js";
import { createWaterfall } from "./waterfall.js";
import { createWords } from "./words.js";

const WORTH_MORE = 12; // characters: a shorter rest is not worth asking for

/**
 * A turn's place in the list: `show(turn, phase, isLast)` changes what differs. phase: "changing" while its words may
 * still change, "answering" once they stand, "done".
 */
export function createTurn(index, actions) {
  const words = createWords();
  const prose = createProse();
  const waterfall = createWaterfall();
  const more = button("more", "More", () => actions.more(), { class: "quiet", hidden: "" });
  const note = make("span", { class: "note" });
  const foot = make("div", { class: "foot" }, waterfall.line, more, note);
  const node = make(
    "li",
    { class: "turn", "data-turn": String(index) },
    words.node,
    prose.node,
    foot,
    waterfall.unfolded,
  );

  const showWords = onChange((heard, isFinal, canCorrect) => words.show(heard, { isFinal, canCorrect }));
  const showAnswer = onChange((said, cut) => prose.show(said, cut));
  const showLanguage = onChange((language) => {
    for (const place of [words.node, prose.node, waterfall.sentence]) {
      place.lang = language; // for a screen reader's voice
    }
  });
  const showTimes = onChange((times, why, isLast) => waterfall.show(times, why, isLast));

  const show = onChange((turn, phase, isLast) => {
    const isDone = phase === "done";
    const heardEnd = isDone ? heardTo(turn.said, turn.spoken) : turn.said.length;
    const hasRest = heardEnd < turn.said.length && !turn.superseded;
    node.classList.toggle("superseded", turn.superseded);
    words.node.ariaLabel = turn.superseded ? "You said, corrected later" : "You said";
    showLanguage(turn.language);
    showWords(turn.heard, phase !== "changing", isDone && !turn.superseded);
    showAnswer(turn.said, hasRest && turn.interrupted ? heardEnd : Infinity);
    showTimes(turn.times_ms, turn.why_slow ?? "", isLast && !turn.superseded);
    offer(more, "more", isLast && hasRest && !turn.interrupted && restOf(turn, heardEnd).length > WORTH_MORE);
    say(note, noteOn(turn, hasRest));
  });

  return { node, show };
}

/** What was not spoken, without code, which never is. */
function restOf(turn, heardEnd) {
  return turn.said.slice(heardEnd).replace(/```[\s\S]*?(```|$)/g, "").trim();
}

function noteOn(turn, hasRest) {
  if (turn.superseded) return "corrected";
  return turn.interrupted && hasRest ? "the struck words were not heard" : "";
}
