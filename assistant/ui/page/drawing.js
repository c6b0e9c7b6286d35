/** How things are drawn on a picture: filled masks and boxes, each with an outline that is seen on any ground. */

import { areaOf, pathOf } from "./masks.js";

/** The colours of Okabe and Ito, which people with any kind of colour vision can tell apart. */
export const COLOURS = ["#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#000000"];

const FILL = 0.35;
const FILL_SELECTED = 0.5;
const FILL_LIT = 0.7;
const LINE = 1; // px of black outside, and of white inside
const LINE_STRONG = 2.5;
const BOX = 2; // px of colour, between white and black
const DASH = 5; // px, of a box from the ninth on
const TILE = 12; // px, of a pattern

/** The colour of the thing with this number, from 1. */
export function colourOf(number) {
  return COLOURS[(number - 1) % COLOURS.length];
}

/** Which pattern lies over the colour: 0 none, then one more for each round through the colours. */
export function patternOf(number) {
  return Math.min(PATTERNS.length - 1, Math.floor((number - 1) / COLOURS.length));
}

/**
 * Draw one thing. pen: {context, px, ratio}; the context counts in pixels of the picture, a pixel of the page has `px`
 * of these and `ratio` of the screen's. looks: {mask, box: whether they are drawn, strength: 0–1 of its presence,
 * light: 0–1 of being spoken of, selected}.
 */
export function drawThing(pen, thing, looks) {
  for (const draw of [looks.mask && drawMask, looks.box && drawBox].filter(Boolean)) {
    pen.context.save();
    pen.context.globalAlpha = looks.strength;
    draw(pen, thing, looks);
    pen.context.restore();
  }
}

function drawMask({ context, px, ratio }, { number, mask }, { strength, light, selected }) {
  const path = pathOf(mask);
  const rest = selected ? FILL_SELECTED : FILL;
  const line = weight(light, selected) * px * 2; // one half of it is hidden
  context.lineJoin = "round";
  context.strokeStyle = "black";
  context.lineWidth = line;
  context.stroke(path);
  context.clip(path);
  context.globalAlpha = strength * (rest + (FILL_LIT - rest) * light);
  context.fillStyle = colourOf(number);
  context.fill(path);
  if (patternOf(number)) {
    context.globalAlpha = strength;
    context.fillStyle = pattern(context, patternOf(number), colourOf(number), px / ratio, ratio);
    context.fill(path);
  }
  context.globalAlpha = strength;
  context.strokeStyle = "white";
  context.stroke(path);
}

function weight(light, selected) {
  return selected ? LINE_STRONG : LINE + (LINE_STRONG - LINE) * light;
}

function drawBox({ context, px }, { number, box }, { light, selected, strength }) {
  const [x0, y0, x1, y1] = box;
  const accent = Math.max(light, Number(selected));
  const line = BOX * (1 + accent);
  context.fillStyle = colourOf(number);
  context.globalAlpha = strength * FILL * accent;
  context.fillRect(x0, y0, x1 - x0, y1 - y0);
  context.globalAlpha = strength;
  const stroke = (style, width) => {
    context.strokeStyle = style;
    context.lineWidth = width * px;
    context.strokeRect(x0, y0, x1 - x0, y1 - y0);
  };
  stroke("black", line + 4);
  stroke("white", line + 2);
  if (patternOf(number)) context.setLineDash([DASH * px, DASH * px * patternOf(number)]);
  stroke(colourOf(number), line);
}

/** Each draws on a tile of TILE by TILE. */
const PATTERNS = [
  null,
  (tile) => lines(tile, [[0, TILE, TILE, 0], [-1, 1, 1, -1], [TILE - 1, TILE + 1, TILE + 1, TILE - 1]]),
  (tile) => lines(tile, [[0, 0, TILE, TILE], [0, TILE, TILE, 0]]),
  (tile) => tile.fillRect(TILE / 4, TILE / 4, TILE / 2, TILE / 2),
];

function lines(tile, all) {
  for (const [x0, y0, x1, y1] of all) {
    tile.moveTo(x0, y0);
    tile.lineTo(x1, y1);
  }
  tile.stroke();
}

/** size: pixels of the picture in one of the screen; ratio: pixels of the screen in one of the page. */
function pattern(context, kind, colour, size, ratio) {
  const side = Math.round(TILE * ratio);
  const tile = new OffscreenCanvas(side, side).getContext("2d");
  tile.scale(side / TILE, side / TILE);
  tile.lineWidth = 2;
  tile.strokeStyle = tile.fillStyle = colour;
  PATTERNS[kind](tile);
  const made = context.createPattern(tile.canvas, "repeat");
  made.setTransform(new DOMMatrix().scale(size));
  return made;
}

const probe = new OffscreenCanvas(1, 1).getContext("2d");

/** The number of the smallest thing at a point of the picture, 0 where there is none. Where no mask is, a box counts. */
export function thingAt(things, x, y) {
  const isHit = ({ mask, box }) => (mask ? probe.isPointInPath(pathOf(mask), x, y) : isIn(box, x, y));
  const size = ({ mask, box: [x0, y0, x1, y1] }) => (mask ? areaOf(mask) : (x1 - x0) * (y1 - y0));
  return things.filter(isHit).sort((one, other) => size(one) - size(other))[0]?.number ?? 0;
}

function isIn([x0, y0, x1, y1], x, y) {
  return x >= x0 && x < x1 && y >= y0 && y < y1;
}
