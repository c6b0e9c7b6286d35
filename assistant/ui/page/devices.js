/** The choice of a microphone: a button that names the one in use and opens a list of those there are. */

import { button, focused, make, onChange, say } from "./dom.js";

const NAMES = { none: "No microphone", denied: "Microphone refused", off: "Microphone off", asking: "Microphone off" };
let number = 0; // makes ids; they stay inside the part

/** The button and its list: `update(mic)` draws them. */
export function createDevices(actions, signal) {
  number += 1;
  const id = `devices-${number}`;
  const name = make("span", { class: "name" });
  const opener = button("device", "", toggle, {
    class: "quiet device",
    "aria-haspopup": "listbox",
    "aria-expanded": "false",
    "aria-controls": id,
  });
  opener.append(name, make("span", { class: "chevron", "aria-hidden": "true" }));
  const list = make("ul", {
    class: "devices",
    id,
    role: "listbox",
    "aria-label": "Microphone",
    tabindex: "-1",
    hidden: "",
  });
  const node = make("div", { class: "device-place" }, opener, list);
  let devices = [];
  let active = 0;

  function toggle() {
    if (list.hidden) open();
    else close(true);
  }

  function open() {
    if (!devices.length) return;
    list.hidden = false;
    opener.ariaExpanded = "true";
    activate(Math.max(0, devices.findIndex((_, i) => list.children[i].ariaSelected === "true")));
    list.focus();
  }

  function close(back) {
    if (list.hidden) return;
    list.hidden = true;
    opener.ariaExpanded = "false";
    if (back) opener.focus();
  }

  function activate(i) {
    active = (i + devices.length) % devices.length;
    [...list.children].forEach((option, at) => option.classList.toggle("active", at === active));
    list.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function choose(i) {
    close(true);
    actions.device(devices[i].id);
  }

  const keys = {
    ArrowDown: () => activate(active + 1),
    ArrowUp: () => activate(active - 1),
    Home: () => activate(0),
    End: () => activate(-1),
    Enter: () => choose(active),
    " ": () => choose(active),
    Escape: () => close(true),
    Tab: () => close(true),
  };
  list.addEventListener("keydown", (event) => {
    if (!(event.key in keys)) return;
    keys[event.key]();
    event.stopPropagation();
    if (event.key !== "Tab") event.preventDefault();
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose([...list.children].indexOf(option));
  });
  document.addEventListener("pointerdown", (event) => event.composedPath().includes(node) || close(false), { signal });
  list.addEventListener("blur", () => setTimeout(() => list.contains(focused()) || close(false)));

  const drawList = onChange((all, inUse) => {
    devices = all;
    list.replaceChildren(...all.map(({ label }, i) => drawOption(`${id}-${i}`, label, label === inUse)));
    opener.ariaDisabled = String(!all.length);
    if (!all.length) close(false);
    else if (!list.hidden) activate(Math.min(active, all.length - 1));
  });

  function update(mic) {
    say(name, NAMES[mic.phase] ?? (mic.device || "Microphone"));
    opener.ariaLabel = `Microphone: ${name.textContent}. Choose another`;
    drawList(mic.devices, mic.device);
  }

  return { node, update };
}

function drawOption(id, label, isSelected) {
  return make("li", { id, role: "option", "aria-selected": String(isSelected), text: label });
}
