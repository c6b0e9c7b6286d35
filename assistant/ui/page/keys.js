/** The three keys: hold one to talk, press one to mute, one to stop; never while something else wants the key. */

import { focused } from "./dom.js";

const TAKEN = [
  "input, textarea, select, button, summary, option, a[href], audio, video, iframe",
  "[contenteditable]:not([contenteditable=false])",
  ...["button", "textbox", "searchbox", "combobox", "listbox", "option", "menu", "menuitem"].map(ofRole),
  ...["menuitemradio", "checkbox", "radio", "switch", "slider", "spinbutton", "tab", "tree", "treeitem", "grid", "dialog"].map(ofRole),
].join(", ");

function ofRole(role) {
  return `[role=${role}]`;
}

/** Listen for the keys of the settings, anywhere on the page; returns what ends it. */
export function attach(store, actions) {
  const ending = new AbortController();
  const options = { signal: ending.signal };
  let held = ""; // the code of the key that is down

  function press(event) {
    const { keys } = store.state.view.settings;
    if (!keys.enabled || event.defaultPrevented || hasModifier(event) || isTaken(event)) return;
    if (is(event, keys.talk)) talk(event);
    else if (event.repeat) return;
    else if (is(event, keys.mute)) mute(event);
    else if (is(event, keys.stop)) stop(event);
  }

  function talk(event) {
    if (store.state.mic.phase !== "on") return;
    event.preventDefault(); // a space would scroll
    if (held || event.repeat) return;
    held = event.code || event.key;
    actions.talk(true);
  }

  function mute(event) {
    const { phase, muted } = store.state.mic;
    if (phase !== "on") return;
    event.preventDefault();
    actions.mute(!muted);
  }

  function stop(event) {
    event.preventDefault();
    actions.stop();
  }

  function release() {
    if (!held) return;
    held = "";
    actions.talk(false);
  }

  function releaseKey(event) {
    if (held === (event.code || event.key)) release();
  }

  document.addEventListener("keydown", press, options);
  document.addEventListener("keyup", releaseKey, options);
  window.addEventListener("blur", release, options);
  document.addEventListener("visibilitychange", () => document.hidden && release(), options);
  return () => {
    release();
    ending.abort();
  };
}

/** Settings name a key by its code ("Space", "F8") or by what it types ("m"). */
function is(event, name) {
  return name !== "" && (event.code === name || event.key.toLowerCase() === name.toLowerCase());
}

function hasModifier(event) {
  return event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
}

/** Whether a field or control has the focus, in this part's shadow root, in Streamlit's page or anywhere else. */
function isTaken(event) {
  const isControl = (node) => node instanceof Element && node.matches(TAKEN);
  if (event.composedPath().some(isControl)) return true;
  const node = focused();
  return Boolean(node?.closest(TAKEN));
}
