/** The picture on the stage, what was found drawn over it, and the list of these things for pointer and keys. */

import { createAim } from "./aim.js";
import { colourOf, drawThing, thingAt } from "./drawing.js";
import { make, onChange } from "./dom.js";
import { createLights } from "./lights.js";
import { placeBadges } from "./badges.js";
import { captionOf, nameOf } from "./things.js";

const DARK = new Set(["#0072b2", "#000000"]); // colours on which white is read better than black
const HOW_TO_POINT = "Shift+click adds a part to the chosen thing, Alt+click takes one away; by keys: P, arrows, + and −.";
let easels = 0; // makes ids; they stay inside the part

/** The easel: `update(shown)` draws {picture, things, count, selected, lit, stage}; `end()` lets go of observers.
 *
 * tell(text): for who cannot see it.
 */
export function createEasel(actions, tell) {
  const id = `easel-${(easels += 1)}`;
  const photo = make("img", { class: "photo", draggable: "false" });
  const canvas = make("canvas", { class: "masks", "aria-hidden": "true" });
  const list = make("div", { class: "things", role: "listbox", tabindex: "0", hidden: "" });
  const badges = make("div", { class: "badges", "aria-hidden": "true" }); // for the eye and the pointer
  const broken = make("p", { class: "broken", hidden: "", text: "This picture cannot be shown any more." });
  const aim = createAim((at, inside) => point(at, inside), () => paint(), tell);
  const node = make("div", { class: "easel" }, canvas, list, badges, broken);
  const context = canvas.getContext("2d");
  const lights = createLights(paint);
  let shown = { picture: null, things: [], count: 0, selected: 0, lit: [], stage: null };
  let active = 0; // the number of the thing that the keys have come to

  const sizes = new ResizeObserver(([entry]) => {
    const exact = entry.devicePixelContentBoxSize?.[0];
    canvas.width = inPixels(canvas.clientWidth, exact?.inlineSize);
    canvas.height = inPixels(canvas.clientHeight, exact?.blockSize);
    arrange();
  });
  observe(sizes, canvas);
  photo.addEventListener("error", () => settle(true));
  photo.addEventListener("load", () => settle(false));

  function settle(isBroken) {
    broken.hidden = !isBroken;
    photo.hidden = isBroken;
    node.toggleAttribute("data-loaded", !isBroken);
  }

  /** Where the picture lies: {left, top} in pixels of the page, and how many of its own one of these has. */
  function place() {
    const { width, height } = shown.picture;
    const px = Math.max(width / (canvas.clientWidth || 1), height / (canvas.clientHeight || 1));
    return { px, left: (canvas.clientWidth - width / px) / 2, top: (canvas.clientHeight - height / px) / 2 };
  }

  function paint() {
    context.reset();
    const ratio = canvas.width / canvas.clientWidth; // pixels of the screen in one of the page
    if (!shown.picture || !(ratio > 0)) return; // no picture, or no size yet
    const { px, left, top } = place();
    context.setTransform(ratio / px, 0, 0, ratio / px, left * ratio, top * ratio);
    const largestFirst = [...shown.things].sort((one, other) => extent(other) - extent(one));
    for (const thing of largestFirst) {
      const { mask, box } = whatIsDrawn(thing, shown.stage);
      const selected = thing.number === shown.selected;
      drawThing({ context, px, ratio }, thing, { mask, box, selected, ...lights.of(thing.number) });
    }
    aim.draw(context, px);
  }

  function arrange() {
    if (!shown.picture) return;
    const { px, left, top } = place();
    const boxes = shown.things.map(({ box: [x0, y0, x1, y1] }) => {
      return { x: left + x0 / px, y: top + y0 / px, width: (x1 - x0) / px, height: (y1 - y0) / px };
    });
    boxes.forEach(({ x, y, width, height }, i) => {
      const style = { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` };
      Object.assign(list.children[i].style, style);
    });
    placeBadges([...badges.children], boxes, { width: canvas.clientWidth, height: canvas.clientHeight });
    paint();
  }

  const drawPhoto = onChange((url, name, aspect) => {
    node.removeAttribute("data-loaded");
    broken.hidden = true;
    photo.hidden = false;
    node.style.setProperty("--aspect", aspect);
    photo.src = url;
    node.prepend(photo); // not before: a picture without an address or a name is none
    list.ariaLabel = `Things found in ${name}`;
  });

  const drawAlt = onChange((number, name, caption) => {
    photo.alt = caption ? `Picture ${number}, ${name}: ${caption}` : `Picture ${number}: ${name}`;
  });

  const drawList = onChange((things, count) => {
    list.replaceChildren(...things.map((thing) => drawOption(thing, count, id)));
    badges.replaceChildren(...things.map(drawBadge));
    list.hidden = !things.length;
    activate(things.some(({ number }) => number === active) ? active : 0);
  });

  const drawLights = onChange(lights.show);
  const drawSelected = onChange((selected) => {
    for (const one of list.children) one.ariaSelected = String(Number(one.dataset.thing) === selected);
    for (const one of badges.children) one.classList.toggle("selected", Number(one.dataset.thing) === selected);
    if (selected) activate(selected);
    else aim.end();
    list.title = selected ? HOW_TO_POINT : "";
  });

  function update(next) {
    shown = next;
    if (!shown.picture) return;
    const { things, count, selected, lit, stage } = shown;
    const { url, number, name, caption, width, height } = shown.picture;
    drawPhoto(url, name, `${width} / ${height}`);
    drawAlt(number, name, caption);
    drawList(things, count);
    drawSelected(selected, things);
    node.toggleAttribute("data-nameless", !stage.names);
    arrangeIf(url, things, stage, selected);
    drawLights(things, lit);
  }

  const arrangeIf = onChange(arrange);

  function activate(number) {
    active = number;
    for (const one of list.children) one.classList.toggle("active", Number(one.dataset.thing) === number);
    if (number) list.setAttribute("aria-activedescendant", `${id}-${number}`);
    else list.removeAttribute("aria-activedescendant");
  }

  function step(by) {
    const at = shown.things.findIndex(({ number }) => number === active);
    const last = shown.things.length - 1;
    const next = at < 0 ? (by > 0 ? 0 : last) : Math.min(last, Math.max(0, at + by));
    activate(shown.things[next].number);
  }

  function choose(number) {
    actions.select(number === shown.selected ? 0 : number);
  }

  function point(at, inside) {
    if (shown.selected) actions.point(shown.selected, at, inside);
  }

  const keys = {
    ArrowRight: () => step(1),
    ArrowDown: () => step(1),
    ArrowLeft: () => step(-1),
    ArrowUp: () => step(-1),
    Home: () => activate(shown.things[0].number),
    End: () => activate(shown.things.at(-1).number),
    Enter: () => active && choose(active),
    " ": () => active && choose(active),
    Escape: () => actions.select(0),
  };
  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const chosen = shown.things.find(({ number }) => number === shown.selected);
    if (!(chosen && aim.press(event, chosen.box, shown.picture))) {
      if (!(event.key in keys)) return;
      keys[event.key]();
    }
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("focus", () => active || step(1));
  node.addEventListener("click", (event) => {
    if (!shown.things.length) return;
    if (shown.selected && (event.shiftKey || event.altKey)) {
      point(spot(event), event.shiftKey);
      return;
    }
    const named = event.target.closest("[data-thing]");
    const number = named ? Number(named.dataset.thing) : thingUnder(event);
    if (number || shown.selected) choose(number || shown.selected);
  });
  list.addEventListener("pointermove", (event) => list.classList.toggle("hit", thingUnder(event) > 0));

  function thingUnder(event) {
    const { x, y } = spot(event);
    return thingAt(shown.things, x, y);
  }

  /** Where the pointer is, in pixels of the picture, and inside of it. */
  function spot({ clientX, clientY }) {
    const { px, left, top } = place();
    const at = canvas.getBoundingClientRect();
    const { width, height } = shown.picture;
    const within = (value, most) => Math.min(Math.max(value, 0), most - 1);
    return { x: within((clientX - at.left - left) * px, width), y: within((clientY - at.top - top) * px, height) };
  }

  function end() {
    sizes.disconnect();
    lights.end();
  }

  return { node, update, end };
}

/** Masks where they are wanted, boxes where these are or where there is no mask. */
export function whatIsDrawn({ mask }, { masks, boxes }) {
  return { mask: Boolean(mask) && masks, box: boxes ?? !mask };
}

function extent({ box: [x0, y0, x1, y1] }) {
  return (x1 - x0) * (y1 - y0);
}

/** A length in pixels of the screen; the exact one, unless it is none: an emulated screen tells the page's own. */
function inPixels(length, exact) {
  const rounded = Math.round(length * devicePixelRatio);
  return Math.abs(exact - rounded) <= 1 ? exact : rounded;
}

function observe(sizes, canvas) {
  try {
    sizes.observe(canvas, { box: "device-pixel-content-box" });
  } catch {
    sizes.observe(canvas); // Safari
  }
}

function drawOption(thing, count, id) {
  const { number } = thing;
  const attributes = { id: `${id}-${number}`, "data-thing": String(number), "aria-label": nameOf(thing, count) };
  return make("div", { role: "option", "aria-selected": "false", ...attributes });
}

function drawBadge(thing) {
  const colour = colourOf(thing.number);
  const number = make("span", { class: "number", text: String(thing.number) });
  number.style.background = colour;
  number.style.color = DARK.has(colour) ? "white" : "black";
  const caption = make("span", { class: "caption", text: captionOf(thing) });
  return make("span", { class: "badge", "data-thing": String(thing.number) }, number, caption);
}
