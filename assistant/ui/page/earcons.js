/** The short sounds: it listens, has taken the request, is muted or not, needs something, is unsure. None for success. */

import { presence } from "./presence.js";

// A sine of this peak in both ears has about −24 LUFS.
const PEAK = 0.063;
const RAMP_S = 0.012;

/** Each sound as notes: [start, length, hertz, hertz at its end], seconds; none is longer than 0.12 s. */
export const SOUNDS = {
  listening: [
    [0, 0.055, 523, 523],
    [0.055, 0.065, 784, 784],
  ],
  taken: [[0, 0.09, 587, 554]],
  muted: [[0, 0.11, 494, 330]],
  unmuted: [[0, 0.11, 330, 494]],
  needs_you: [
    [0, 0.045, 698, 698],
    [0.07, 0.05, 698, 698],
  ],
  unsure: [[0, 0.03, 440, 392]],
};

const SETTING = { unmuted: "muted" }; // both are switched by one setting
const QUIET = new Set(["off", "attention"]);

/** The sound that a change of state deserves, or null. */
export function soundFor(before, after) {
  const was = presence(before).name;
  const is = presence(after).name;
  if (is !== was && (is === "attention" || is === "asking")) return "needs_you";
  if (isUnsureAnew(before.view, after.view)) return "unsure";
  if (before.mic.phase === "on" && after.mic.phase === "on" && before.mic.muted !== after.mic.muted) {
    return after.mic.muted ? "muted" : "unmuted";
  }
  if (before.view.state === "listening" && after.view.state === "thinking") return "taken";
  if (is === "listening" && (QUIET.has(was) || (was === "muted" && after.mic.held))) return "listening";
  return null;
}

/** Once for each of what may have been meant for Oriel. */
function isUnsureAnew(before, after) {
  return after.unsure && (!before.unsure || before.overheard !== after.overheard);
}

/** Sound as the store changes; `getContext` gives a running AudioContext or null. Returns what ends it. */
export function createEarcons(getContext, store) {
  return store.subscribe((after, before) => {
    const name = soundFor(before, after);
    if (!name || !after.view.settings.sounds[SETTING[name] ?? name]) return;
    const context = getContext();
    if (context?.state === "running") play(context, name);
  });
}

/** Schedule a sound now, softly in and out. */
export function play(context, name) {
  for (const [start, length, from, to] of SOUNDS[name]) {
    const at = context.currentTime + start;
    const tone = new OscillatorNode(context, { frequency: from });
    const gain = new GainNode(context, { gain: 0 });
    tone.frequency.setValueAtTime(from, at);
    tone.frequency.linearRampToValueAtTime(to, at + length);
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(PEAK, at + RAMP_S);
    gain.gain.setValueAtTime(PEAK, at + length - RAMP_S);
    gain.gain.linearRampToValueAtTime(0, at + length);
    tone.connect(gain).connect(context.destination);
    tone.start(at);
    tone.stop(at + length);
  }
}
