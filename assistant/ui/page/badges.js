/** Where the numbers and names of things stand: at the thing, inside the easel, none over another. */

const GAP = 2; // px between two, and to the easel's edge
const COVERED = 0.3; // of another thing's box, that a name may hide
const CROWDED = 0.2; // of the easel, that all names together may hide; beyond, only what is selected has its name

/** Place one badge at each box of an easel; a name for which there is no room is left out, its number never. */
export function placeBadges(badges, boxes, easel) {
  const taken = [];
  const isCrowded = isTooMuch(badges, easel);
  badges.forEach((badge, i) => {
    const others = boxes.filter((_, j) => j !== i);
    const hasName = !isCrowded || badge.classList.contains("selected");
    const named = hasName ? freeSpot(boxes[i], sizeOf(badge), { easel, taken, others }) : undefined;
    const spot = named ?? bareSpot(badge, boxes[i], { easel, taken });
    taken.push(spot);
    badge.style.translate = `${spot.x}px ${spot.y}px`;
  });
}

function isTooMuch(badges, easel) {
  for (const badge of badges) badge.classList.remove("bare");
  const sizes = badges.map(sizeOf);
  return sizes.reduce((sum, { width, height }) => sum + width * height, 0) > CROWDED * easel.width * easel.height;
}

function sizeOf({ offsetWidth: width, offsetHeight: height }) {
  return { width, height };
}

function bareSpot(badge, box, { easel, taken }) {
  badge.classList.add("bare");
  const size = sizeOf(badge);
  return freeSpot(box, size, { easel, taken, others: [] }) ?? within({ x: box.x, y: box.y, ...size }, easel);
}

/** Above the box, in its corners, below it, at its middle: where nothing is, and the others are covered least. */
function freeSpot({ x, y, width, height }, size, { easel, taken, others }) {
  const right = x + width - size.width;
  const bottom = y + height - size.height;
  const middle = x + (width - size.width) / 2;
  const above = [[x, y - size.height], [right, y - size.height], [middle, y - size.height]];
  const inside = [[x, y], [right, y], [x, bottom], [right, bottom], [middle, y + (height - size.height) / 2]];
  const below = [[x, y + height], [right, y + height], [middle, y + height]];
  const spots = [...above, ...below, ...inside]
    .map(([x, y]) => within({ x, y, ...size }, easel))
    .filter((spot) => !taken.some((other) => areaOfBoth(spot, other, GAP)))
    .map((spot) => ({ spot, hidden: Math.max(0, ...others.map((other) => share(spot, other))) }))
    .filter(({ hidden }) => hidden <= COVERED);
  return spots.sort((one, other) => one.hidden - other.hidden)[0]?.spot; // equal ones keep their order
}

function within({ x, y, width, height }, easel) {
  const inside = (at, size, room) => Math.max(GAP, Math.min(at, room - size - GAP));
  return { x: inside(x, width, easel.width), y: inside(y, height, easel.height), width, height };
}

/** How much of a box is under a spot. */
function share(spot, box) {
  return areaOfBoth(spot, box, 0) / (box.width * box.height || 1);
}

function areaOfBoth(one, other, gap) {
  const along = (at, end, otherAt, otherEnd) => Math.min(end, otherEnd) - Math.max(at, otherAt) + gap;
  const width = along(one.x, one.x + one.width, other.x, other.x + other.width);
  const height = along(one.y, one.y + one.height, other.y, other.y + other.height);
  return width > 0 && height > 0 ? width * height : 0;
}
