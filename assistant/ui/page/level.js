/** The microphone's level as the eye sees it: on a scale of decibels, quick to rise and slow to fall. */

const ATTACK_MS = 50;
const RELEASE_MS = 200;
const FLOOR_DB = -54; // a quiet room
const STILL = 0.004; // nearer to the target than this, nothing is drawn any more
const STATIC_EVERY_MS = 500; // with reduced motion
const STATIC_STEPS = 4;

/** 0–1 of the scale, for a root mean square of 0–1. */
export function loudness(rms) {
  if (rms <= 0) return 0;
  return Math.min(1, Math.max(0, 1 - (20 * Math.log10(rms)) / FLOOR_DB));
}

/**
 * Call `show(level, moves)` as the level changes, 0–1; returns what ends it. Frames are asked for only while the shown
 * level is under way. With reduced motion, `moves` is false and the level goes by coarse steps, twice a second.
 */
export function followLevel(store, show) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let target = 0;
  let shown = 0;
  let last = 0;
  let frame = 0;

  function step(now) {
    const ms = Math.max(0, Math.min(100, now - last));
    last = now;
    shown += (target - shown) * (1 - Math.exp(-ms / (target > shown ? ATTACK_MS : RELEASE_MS)));
    const arrived = Math.abs(target - shown) < STILL;
    if (arrived) shown = target;
    frame = arrived ? 0 : requestAnimationFrame(step);
    show(shown, true);
  }

  function inSteps() {
    const now = performance.now();
    if (target > 0 && now - last < STATIC_EVERY_MS) return;
    last = now;
    show(Math.round(target * STATIC_STEPS) / STATIC_STEPS, false);
  }

  const forget = store.onLevel((rms) => {
    target = loudness(rms);
    if (still.matches) return inSteps();
    if (frame || Math.abs(target - shown) < STILL) return;
    last = performance.now();
    frame = requestAnimationFrame(step);
  });
  show(0, !still.matches);
  return () => {
    forget();
    cancelAnimationFrame(frame);
  };
}
