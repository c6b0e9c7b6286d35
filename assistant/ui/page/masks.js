/** Masks as they come, COCO's compressed run lengths: read, and traced as outlines that can be drawn at any size. */

const ZERO = 48; // the code of "0", which stands for 0
const DIGIT = 31; // five bits of a character are digits,
const GOES_ON = 32; // the next says that more of this number follow,
const SIGN = 16; // and the highest digit of the last character is the sign

/** The run lengths in a `counts` text: so many pixels outside, inside, outside …, down one column after the other. */
export function runLengths(counts) {
  const runs = [];
  for (let i = 0; i < counts.length; ) {
    let value = 0;
    let shift = 0;
    let code;
    do {
      code = counts.charCodeAt(i++) - ZERO;
      value |= (code & DIGIT) << shift;
      shift += 5;
    } while (code & GOES_ON);
    if (code & SIGN && shift < 32) value |= -1 << shift;
    runs.push(runs.length > 2 ? value + runs.at(-2) : value); // from the third on, the difference to the last but one
  }
  return runs;
}

/** For each column, the rows where the mask begins and ends in turn: [begin, end, begin, end, …]. */
export function columns({ height, width, counts }) {
  const all = Array.from({ length: width }, () => []);
  let at = 0;
  runLengths(counts).forEach((length, i) => {
    const end = at + length;
    if (i % 2) addRun(all, height, at, Math.min(end, width * height));
    at = end;
  });
  return all;
}

/** A run may go on from the foot of one column to the head of the next. */
function addRun(all, height, from, to) {
  for (let at = from; at < to; ) {
    const column = Math.floor(at / height);
    const top = column * height;
    const end = Math.min(to, top + height);
    const rows = all[column];
    if (rows.at(-1) === at - top) rows[rows.length - 1] = end - top;
    else rows.push(at - top, end - top);
    at = end;
  }
}

const RIGHT = 0; // headings go round clockwise, so that the next is the turn to the right
const DOWN = 1;
const LEFT = 2;
const UP = 3;

/**
 * The mask's borders as closed lines, each [x, y, x, y, …] in pixels of the picture, corners only. The inside lies to
 * the right of each line, so holes run the other way round; pixels that touch by a corner alone are not joined.
 */
export function borders(mask) {
  const edges = allEdges(mask);
  const lines = [];
  for (const [start, first] of edges.out) {
    while (first.length) lines.push(follow(edges, start, first.pop()));
  }
  return lines;
}

/** Every stretch of border, by the point where it begins: {out: point → [{to, heading}], wide}; point = x + y · wide. */
function allEdges(mask) {
  const wide = mask.width + 1;
  const out = new Map();
  const add = (x0, y0, x1, y1, heading) => {
    const from = x0 + y0 * wide;
    if (!out.has(from)) out.set(from, []);
    out.get(from).push({ to: x1 + y1 * wide, heading });
  };
  const all = columns(mask);
  for (let x = 0; x <= mask.width; x++) {
    const before = all[x - 1] ?? [];
    const here = all[x] ?? [];
    here.forEach((y, i) => (i % 2 ? add(x + 1, y, x, y, LEFT) : add(x, y, x + 1, y, RIGHT)));
    addUprights(before, here, (y0, y1, isBefore) => {
      if (isBefore) add(x, y0, x, y1, DOWN);
      else add(x, y1, x, y0, UP);
    });
  }
  return { out, wide };
}

/** Where exactly one of two neighbouring columns is inside. */
function addUprights(before, here, add) {
  let i = 0;
  let j = 0;
  let from = 0;
  while (i < before.length || j < here.length) {
    const y = Math.min(before[i] ?? Infinity, here[j] ?? Infinity);
    if (i % 2 !== j % 2 && y > from) add(from, y, i % 2 === 1);
    if (before[i] === y) i++;
    if (here[j] === y) j++;
    from = y;
  }
}

function follow({ out, wide }, start, first) {
  const line = [];
  for (let edge = first; edge; ) {
    const isRound = edge.to === start && first.heading === turnedRight(edge);
    const next = isRound ? undefined : take(out.get(edge.to), edge);
    if ((next ?? first).heading !== edge.heading) line.push(edge.to % wide, Math.floor(edge.to / wide));
    edge = next;
  }
  return line;
}

function turnedRight({ heading }) {
  return (heading + 1) % 4;
}

/** Where two borders cross at a point, the one that turns right stays with its own pixel. */
function take(edges, edge) {
  const right = edges.findIndex(({ heading }) => heading === turnedRight(edge));
  return edges.splice(Math.max(0, right), 1)[0];
}

/** How many pixels are inside. */
export function areaOf({ counts }) {
  return runLengths(counts).reduce((area, length, i) => area + (i % 2) * length, 0);
}

const paths = new WeakMap(); // mask → its path

/** The mask as a path in pixels of the picture. */
export function pathOf(mask) {
  if (!paths.has(mask)) paths.set(mask, trace(borders(mask)));
  return paths.get(mask);
}

function trace(lines) {
  const path = new Path2D();
  for (const line of lines) {
    path.moveTo(line[0], line[1]);
    for (let i = 2; i < line.length; i += 2) path.lineTo(line[i], line[i + 1]);
    path.closePath();
  }
  return path;
}
