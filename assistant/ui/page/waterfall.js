/** Where the time of a turn went: a line that unfolds into bars, each with its value as text, and a sentence on them. */

import { button, make, offer, say } from "./dom.js";

const STAGES = [
  ["transcript", "Words understood"],
  ["turn_end", "End of turn decided"],
  ["plan", "Request understood"],
  ["first_token", "Answer begun"],
  ["first_sound", "First sound"],
  ["done", "Answer finished"],
];
let number = 0; // makes ids; they stay inside the part

/** "0.9 s · transcript 0.3", or "" where nothing was timed. */
export function summary(times) {
  const whole = times?.first_sound ?? times?.first_token ?? times?.done ?? null;
  if (whole === null) return "";
  const transcript = times.transcript ?? null;
  return `${seconds(whole, 1)} s` + (transcript === null ? "" : ` · transcript ${seconds(transcript, 1)}`);
}

function seconds(ms, digits) {
  return (ms / 1000).toFixed(digits);
}

/** The line and what it unfolds: `show(times, why, isLast)`, why: a sentence; only the last turn offers its line. */
export function createWaterfall() {
  number += 1;
  const id = `times-${number}`;
  const line = button("details", "", () => unfold(line.ariaExpanded !== "true"), {
    class: "quiet times",
    "aria-expanded": "false",
    "aria-controls": id,
  });
  const bars = make("table", { class: "bars" });
  const sentence = make("p", { class: "why-slow", dir: "auto" });
  const unfolded = make("div", { class: "unfolded", id, hidden: "" }, bars, sentence);
  let times = null;

  function unfold(on) {
    line.ariaExpanded = String(on);
    unfolded.hidden = !on;
    if (on) bars.replaceChildren(...drawBars(times));
  }

  function show(wanted, why, isLast) {
    times = wanted;
    say(sentence, why);
    const text = summary(times);
    say(line, text);
    offer(line, "details", isLast && text !== "");
    if (line.hidden) unfold(false);
  }

  return { line, unfolded, sentence, show };
}

/** The bars end at the first sound: the answer goes on for as long as it likes. */
function drawBars(times) {
  const reached = STAGES.filter(([stage]) => (times[stage] ?? null) !== null);
  const ordered = reached.sort(([a], [b]) => times[a] - times[b]);
  const whole = times.first_sound ?? times.first_token ?? times.done;
  const caption = make("caption", { text: "Seconds after the end of speech" });
  return [caption, ...ordered.map(([stage, name]) => drawBar(stage, name, times[stage], whole))];
}

function drawBar(stage, name, ms, whole) {
  const bar = make("div", { class: "bar-of-time" });
  bar.style.width = `${Math.min(100, (100 * ms) / Math.max(1, whole))}%`;
  return make(
    "tr",
    { "data-stage": stage, "data-beyond": ms > whole ? "" : null },
    make("th", { scope: "row", text: name }),
    make("td", { class: "track" }, bar),
    make("td", { class: "value", text: `${seconds(ms, 2)} s` }),
  );
}
