/** The status bar: microphone and level, language, place, model, and the buttons that are always at hand. */

import { button, make, onChange, say } from "./dom.js";
import { createDevices } from "./devices.js";
import { followLevel } from "./level.js";
import { createOptions } from "./recording.js";
import { createTalk } from "./talk.js";

const HERE = "On this machine";
const SEGMENTS = 12; // of the meter

/** The bar: `update(state)` draws it, `end()` stops following the level. */
export function createBar(store, actions, signal) {
  const devices = createDevices(actions, signal);
  const meter = createMeter(store);
  const options = createOptions(actions, signal);
  const language = make("span", { class: "fact" });
  const place = make("span", { class: "fact place" });
  const model = make("span", { class: "fact model" });
  const talk = createTalk(store, actions, signal);
  const mute = button("mute", "Mute", () => toggleMute(store.state, actions), { class: "mute" });
  const stop = button("stop", "Stop", () => actions.stop());
  const anew = button("new-conversation", "New", () => actions.newConversation(), { "aria-label": "New conversation" });
  const facts = make("div", { class: "facts" }, devices.node, meter.node, options.node, language, place, model);
  const buttons = make("div", { class: "buttons" }, talk, mute, stop, anew);
  const node = make("div", { class: "bar", role: "group", "aria-label": "Status and controls" }, facts, buttons);

  const drawMic = onChange((phase, muted, held) => {
    const isOn = phase === "on";
    talk.ariaPressed = String(held);
    mute.dataset.command = muted ? "unmute" : "mute";
    say(mute, muted ? "Unmute" : "Mute");
    for (const one of [talk, mute]) one.ariaDisabled = String(!isOn);
    node.classList.toggle("deaf", !isOn || (muted && !held));
  });
  const drawPlace = onChange((text) => {
    say(place, text);
    place.classList.toggle("away", text !== "" && text !== HERE);
  });
  const drawModel = onChange((name, models) => {
    const states = { loading: "loading…", failed: "could not be loaded" };
    model.replaceChildren(make("span", { class: "name", text: name || "Models" }));
    if (states[models]) model.append(` ${states[models]}`);
    model.classList.toggle("failed", models === "failed");
  });

  const drawKeys = onChange((keys) => {
    for (const [one, key] of [[talk, keys.talk], [mute, keys.mute], [stop, keys.stop]]) {
      one.setAttribute("aria-keyshortcuts", keys.enabled ? key : "");
    }
  });

  function update(state) {
    const { mic, view } = state;
    drawKeys(view.settings.keys);
    devices.update(mic);
    options.update(state);
    drawMic(mic.phase, mic.muted, mic.held);
    say(language, languageName(view.language));
    drawPlace(view.place);
    drawModel(view.model, view.models);
  }

  return { node, update, end: meter.end };
}

function toggleMute({ mic }, actions) {
  if (mic.phase === "on") actions.mute(!mic.muted);
}

/** The English name of a language, "" where none is known yet. */
export function languageName(code) {
  if (!code) return "";
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code);
  } catch {
    return code; // no code of a language
  }
}

function createMeter(store) {
  const fill = make("div", { class: "fill" });
  const node = make(
    "div",
    { class: "meter", role: "meter", "aria-label": "Microphone level", "aria-valuemin": 0, "aria-valuemax": SEGMENTS },
    fill,
  );
  const show = onChange((segments) => {
    fill.style.width = `${(100 * segments) / SEGMENTS}%`;
    node.ariaValueNow = String(segments);
  });
  const end = followLevel(store, (level) => show(Math.round(level * SEGMENTS)));
  return { node, end };
}
