/** A cross that the arrow keys move over the picture, to say of a point that it belongs to the chosen thing, or not. */

const STEP = 1 / 40; // of the picture's longer side
const FINE = 1 / 200; // with Shift
const ARM = 9; // pixels of the page
const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const SIDES = { "+": true, "=": true, "-": false, "−": false };

/** The aim: `press(event, box, picture)` takes a key and says whether it was one of its own; P begins and ends it.
 *
 * point(at, inside): a point was set; changed(): it is to be drawn anew; tell(text): for who cannot see it.
 */
export function createAim(point, changed, tell) {
  let at = null; // {x, y} in pixels of the picture; null: there is no cross

  function move(to) {
    at = to;
    changed();
  }

  function press({ key, shiftKey }, box, picture) {
    if (key.toLowerCase() === "p") {
      if (at) end();
      else begin(box);
      return true;
    }
    if (!at) return false;
    if (key === "Escape") end();
    else if (key in SIDES) set(SIDES[key]);
    else if (key in WAYS) step(WAYS[key], picture, shiftKey ? FINE : STEP);
    else return false;
    return true;
  }

  function begin([x0, y0, x1, y1]) {
    move({ x: (x0 + x1) / 2, y: (y0 + y1) / 2 });
    tell("A cross lies on the chosen thing. Arrows move it, plus adds the part under it, minus takes it away.");
  }

  function end() {
    if (!at) return;
    move(null);
    tell("");
  }

  function step([across, down], { width, height }, share) {
    const far = share * Math.max(width, height);
    const x = Math.min(Math.max(at.x + across * far, 0), width - 1);
    const y = Math.min(Math.max(at.y + down * far, 0), height - 1);
    move({ x, y });
    tell(`${Math.round((100 * x) / width)} percent from the left, ${Math.round((100 * y) / height)} from the top.`);
  }

  function set(inside) {
    point(at, inside);
    tell(inside ? "This part is added." : "This part is taken away.");
  }

  /** On a canvas whose unit is a pixel of the picture; px: how many of these a pixel of the page has. */
  function draw(context, px) {
    if (!at) return;
    for (const [colour, width] of [["black", 4], ["white", 2]]) {
      context.beginPath();
      context.moveTo(at.x - ARM * px, at.y);
      context.lineTo(at.x + ARM * px, at.y);
      context.moveTo(at.x, at.y - ARM * px);
      context.lineTo(at.x, at.y + ARM * px);
      context.lineWidth = width * px;
      context.strokeStyle = colour;
      context.stroke();
    }
  }

  return { press, end, draw };
}
