/** How strongly each thing is drawn as it comes and is spoken of: 200 ms until it is, none where motion is unwanted. */

const FADE_MS = 200;

/** `show(things, lit)`: what is there and what is lit; `of(number)`: how strongly now; `paint` is called each frame. */
export function createLights(paint) {
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const values = new Map(); // number → {mask, strength, light, isLit}
  let frame = 0;
  let last = 0;

  function show(things, lit) {
    const numbers = new Set(things.map(({ number }) => number));
    for (const number of values.keys()) if (!numbers.has(number)) values.delete(number);
    for (const thing of things) {
      const known = values.get(thing.number);
      const isSame = known && known.box.join() === thing.box.join() && !known.mask === !thing.mask;
      const value = isSame ? known : { strength: 0, light: 0 };
      values.set(thing.number, Object.assign(value, { ...thing, isLit: lit.includes(thing.number) }));
    }
    if (frame) return;
    last = performance.now();
    step(last);
  }

  /** One frame; more are asked for only while something is under way. */
  function step(now) {
    const by = still.matches ? 1 : (now - last) / FADE_MS;
    last = now;
    let isUnderWay = false;
    for (const value of values.values()) {
      value.strength = Math.min(1, value.strength + by);
      value.light = towards(value.light, Number(value.isLit), by);
      isUnderWay ||= value.strength < 1 || value.light !== Number(value.isLit);
    }
    frame = isUnderWay ? requestAnimationFrame(step) : 0;
    paint();
  }

  function of(number) {
    const { strength = 1, light = 0 } = values.get(number) ?? {};
    return { strength, light };
  }

  return { show, of, end: () => cancelAnimationFrame(frame) };
}

function towards(from, to, by) {
  return to > from ? Math.min(to, from + by) : Math.max(to, from - by);
}
