/** The picture stage: the picture and what was found in it, or the camera, and what can be done there. */

import { createAlbum } from "./album.js";
import { createViewfinder } from "./camera.js";
import { focused, make, nothingFocused, onChange, say } from "./dom.js";
import { createEasel } from "./easel.js";
import { createMenu } from "./menu.js";
import { attachIntake } from "./pictures.js";
import { pictureOf, sentenceOf, thingsOf } from "./things.js";
import { createTools } from "./tools.js";

const INVITATION = "Drop a picture here, paste it, or press Add a picture.";

/** The stage: `update(state)` draws it, `end()` lets go of observers and timers. Without a picture it is one line. */
export function createStage(store, actions, signal) {
  const easel = createEasel(actions, (aim) => store.set({ stage: { ...store.state.stage, aim } }));
  const viewfinder = createViewfinder(actions);
  const tools = createTools(store, actions, signal);
  const album = createAlbum(actions, () => menu.unfold());
  const panel = make("div", { class: "panel" }, tools.node, album.node);
  const menu = createMenu("picture-tools", "Picture tools", "stage-foot", panel, signal);
  const words = make("p", { class: "words" });
  const progress = make("progress", { max: "1", hidden: "", "aria-label": "Sent" });
  const says = make("div", { class: "stage-says" }, words, progress);
  const hint = make("div", { class: "drop", popover: "manual", text: "Drop the picture anywhere" });
  menu.node.prepend(says);
  const node = make("section", { class: "stage", "aria-label": "Picture" });
  node.append(easel.node, viewfinder.node, menu.node, hint);
  attachIntake(hint, (files) => actions.addPictures(files), signal);

  const chosen = remember((finding, picture, threshold) => thingsOf(store.state));
  const drawSays = onChange((text, isError, sent) => {
    say(words, text);
    words.classList.toggle("failed", isError);
    progress.hidden = sent === null;
    progress.value = sent ?? 0;
  });

  function drawEasel(state) {
    const { view, stage } = state;
    const things = chosen(view.finding, view.picture, stage.threshold);
    const count = view.finding?.things.length ?? 0;
    easel.update({ picture: pictureOf(state), things, count, selected: view.selected, lit: view.lit, stage });
  }

  function update(state) {
    const front = frontOf(state);
    const hadFocus = node.contains(focused());
    node.toggleAttribute("data-front", front !== "");
    easel.node.hidden = front !== "picture";
    drawEasel(state);
    viewfinder.update(state);
    tools.update(state);
    if (front === "camera") tools.node.hidden = true;
    album.update(state);
    drawSays(textOf(state), state.incoming.error !== "", state.incoming.sent);
    if (hadFocus && (nothingFocused() || !focused().checkVisibility())) giveFocus();
  }

  /** What had the focus is gone. */
  function giveFocus() {
    (album.add.checkVisibility() ? album.add : menu.opener).focus();
  }

  function end() {
    easel.end();
    tools.end();
  }

  return { node, update, end };
}

/** What stands on the stage: "camera", "picture", or "" for nothing. */
export function frontOf(state) {
  if (state.camera.phase !== "off") return "camera";
  return pictureOf(state) ? "picture" : "";
}

/** The one sentence of the stage: what went wrong, what is under way, what was found, what can be done. */
function textOf(state) {
  const { incoming, view } = state;
  const picture = pictureOf(state);
  const step = view.state === "thinking" && picture ? view.step : "";
  if (incoming.error || incoming.hint) return incoming.error || incoming.hint;
  if (frontOf(state) === "camera") return newsOf(state);
  return newsOf(state) || step || sentenceOf(state) || picture?.caption || picture?.name || INVITATION;
}

/** What of it is said to a screen reader at once, beside the answer. */
export function newsOf({ incoming, stage }) {
  const { error, hint, name, place, count } = incoming;
  if (error || hint) return error || hint;
  if (!name) return stage.aim;
  return count > 1 ? `Adding “${name}”, ${place} of ${count}` : `Adding “${name}”`;
}

/** `make`, called only when one of its arguments differs from the last call's. */
function remember(make) {
  let last = [];
  let made;
  return (...values) => {
    if (made === undefined || !values.every((value, i) => Object.is(value, last[i]))) made = make(...values);
    last = values;
    return made;
  };
}
