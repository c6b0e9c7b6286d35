/** What Oriel is doing, as one of seven states with a word and a colour, and the shape that shows it. */

import { draw, make, onChange } from "./dom.js";
import { followLevel } from "./level.js";

const BROKEN_PHASES = new Set(["denied", "lost", "none"]);
const QUIET_WORDS = { asking: "Waiting for you", starting: "Starting" };

/** Each state's word and the name of its colour in part.css. */
export const STATES = {
  off: { word: "Off", colour: "secondary" },
  listening: { word: "Listening", colour: "listening" },
  thinking: { word: "Thinking", colour: "thinking" },
  asking: { word: "Your choice", colour: "listening" },
  speaking: { word: "Speaking", colour: "speaking" },
  muted: { word: "Muted", colour: "text" },
  attention: { word: "Attention", colour: "error" },
};

/** The state's name, word and colour. */
export function presence(state) {
  const name = nameOf(state);
  const { word, colour } = STATES[name];
  return { name, word: name === "off" ? quietWord(state) : word, colour };
}

function nameOf({ connection, mic, sound, view }) {
  if (connection === "elsewhere") return "off";
  if (connection === "lost" || BROKEN_PHASES.has(mic.phase)) return "attention";
  if (sound === "blocked" || view.notice?.action) return "attention";
  if (view.state === "speaking" || view.state === "thinking") return view.state;
  if (view.asking) return "asking";
  if (mic.phase !== "on") return "off";
  return mic.muted && !mic.held ? "muted" : "listening";
}

function quietWord({ connection, mic }) {
  if (connection === "elsewhere") return "In another window";
  if (connection === "connecting") return "Connecting";
  return QUIET_WORDS[mic.phase] ?? STATES.off.word;
}

const THIN = 3; // of the 64 units of the drawing
const THICK = 15;

/** The drawing of the shape: `show(name)` changes it, `end()` stops following the level. */
export function createShape(store) {
  const ring = draw("circle", { cx: 32, cy: 32, r: 23, class: "ring" });
  const drawing = draw(
    "svg",
    { viewBox: "0 0 64 64", "aria-hidden": "true", focusable: "false" },
    ring,
    draw("circle", { cx: 32, cy: 32, r: 23, class: "arc", pathLength: 100 }),
    draw("circle", { cx: 32, cy: 32, r: 25, class: "disc" }),
    draw("rect", { x: 10, y: 10, width: 44, height: 44, class: "square" }),
    draw("line", { x1: 13, y1: 51, x2: 51, y2: 13, class: "slash" }),
    draw("text", { x: 32, y: 42, class: "mark", text: "?" }),
  );
  const node = make("div", { class: "shape" }, drawing);
  const end = followLevel(store, (level, moves) => {
    ring.style.setProperty("--thickness", String(moves ? THIN + (THICK - THIN) * level : 6));
  });
  const show = onChange((name) => {
    node.dataset.state = name;
  });
  return { node, show, end };
}
