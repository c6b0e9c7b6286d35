/** Recording the conversation: the entry of the menu that begins and ends it, the mark, and the file that comes of it. */

import { button, make, onChange, say } from "./dom.js";
import { createMenu } from "./menu.js";

const ADDRESS = "/assistant/recording";
const KEPT_MS = 60_000; // in which the browser has begun to save the file
const MARKS = { off: "", recording: "Recording", full: "Recorded, not saved yet" };
let isSaving = false;

/** The menu beside the microphone: `update(state)` draws it. */
export function createOptions(actions, signal) {
  const record = button("record", "", () => {
    menu.fold(true);
    actions.record();
  });
  const menu = createMenu("options", "⋯", "options", make("div", { class: "entries" }, record), signal);
  menu.opener.ariaLabel = "Options";
  const draw = onChange((recording) => {
    say(record, recording === "off" ? "Record this conversation" : "Stop recording and save");
  });
  return { node: menu.node, update: ({ view }) => draw(view.recording) };
}

/** The red mark, in a live region: `update(state)` draws it. */
export function createMark() {
  const node = make("span", { class: "recording", hidden: "" });
  const draw = onChange((recording) => {
    node.hidden = recording === "off";
    say(node, MARKS[recording]);
  });
  return { node, update: ({ view }) => draw(view.recording) };
}

/** End the recording and save it as a file. Where that fails, the server says why in the conversation. */
export async function save() {
  if (isSaving) return;
  isSaving = true;
  try {
    const answer = await fetch(ADDRESS, { method: "POST" });
    if (answer.ok) keep(await answer.blob());
  } catch {
    // The connection was lost, which the page shows.
  } finally {
    isSaving = false;
  }
}

function keep(file) {
  const address = URL.createObjectURL(file);
  make("a", { href: address, download: `oriel ${now()}.zip` }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/** The local time as it may stand in a file's name: 2026-03-01 14.05.09. */
function now() {
  const time = new Date();
  const day = [time.getFullYear(), time.getMonth() + 1, time.getDate()];
  const clock = [time.getHours(), time.getMinutes(), time.getSeconds()];
  const two = (number) => String(number).padStart(2, "0");
  return `${day.map(two).join("-")} ${clock.map(two).join(".")}`;
}
