/** Small means to build and change the page's elements; foreign text only ever becomes text nodes. */

const SVG = "http://www.w3.org/2000/svg";

/** An element with these attributes and children; `text` sets its text, an attribute that is null is left out. */
export function make(tag, { text, ...attributes } = {}, ...children) {
  return fill(document.createElement(tag), text, attributes, children);
}

/** The same for a drawing. */
export function draw(tag, { text, ...attributes } = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), text, attributes, children);
}

function fill(node, text, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) node.setAttribute(name, value);
  }
  if (text !== undefined) node.textContent = text;
  node.append(...children);
  return node;
}

/** A button; `command` is its name in the table of spoken commands. */
export function button(command, text, press, attributes = {}) {
  const node = make("button", { type: "button", "data-command": command, text, ...attributes });
  if (press) node.addEventListener("click", press);
  return node;
}

/** Show a button or hide it; hidden, it has no command either, so that a spoken one finds the button that is shown. */
export function offer(node, command, isOffered) {
  node.hidden = !isOffered;
  if (isOffered) node.dataset.command = command;
  else delete node.dataset.command;
}

/** Text for screen readers only. */
export function unseen(text) {
  return make("span", { class: "unseen", text });
}

/** Set the text of a node, unless it says so already. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** `draw`, called only when one of its arguments differs from the last call's. */
export function onChange(draw) {
  let last = null;
  return (...values) => {
    if (last && values.every((value, i) => Object.is(value, last[i]))) return;
    last = values;
    draw(...values);
  };
}

/** What has the focus, looked for through open shadow roots. */
export function focused() {
  let node = document.activeElement;
  while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
  return node;
}

/** Whether nothing in particular has the focus, so that it may be given to something. */
export function nothingFocused() {
  const node = focused();
  return !node || node === document.body || node === document.documentElement;
}
