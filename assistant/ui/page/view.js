/**
 * The view of the page's one live part: what is built, in which order, and when it is drawn again.
 *
 * Buttons carry their name in the table of spoken commands (assistant/commands.py) as data-command:
 *   start, continue            begin; bring sound and microphone back
 *   talk, mute, unmute, stop   the microphone and the voice
 *   device                     choose a microphone, or the one that is offered
 *   new-conversation           begin anew
 *   take-over                  have the conversation in this window
 *   details, latest, more      the times of the last turn; its newest words; the rest of its answer
 *   correct                    a word of what was heard
 *   options, record            what is pressed less often; begin and end a recording of the conversation
 *   answer-that                what was heard and left alone
 *   choice                     one of the numbered answers to a question
 *   dismiss                    put a notice away
 *   add-picture, take-photo, close-camera, picture, remove-picture
 *                              pictures in, on the stage, and out
 *   hide-masks, show-masks, hide-boxes, show-boxes, hide-names, show-names, more-sensitive, less-sensitive
 *                              what is drawn on the picture
 *   picture-tools, downloads, save
 *                              the tools in a narrow window; what can be saved, and each file of it
 * and a notice's own button the name that its action has.
 */

import { createBar } from "./bar.js";
import { createConversation } from "./conversation.js";
import { make } from "./dom.js";
import { createNow } from "./now.js";
import { createStage, frontOf } from "./stage.js";
import { createWelcome } from "./welcome.js";

const WITH_STAGE = "data-oriel-stage"; // of the page's root, for frame.css: there is a picture beside the conversation
const endings = new WeakMap(); // root → what takes its view away again

/**
 * Draw the part inside `root` and keep it so; returns what takes it away again. Streamlit calls this again for each
 * change of page or theme, and ends only the last: the first view stays. Keys (keys.js) and sounds (earcons.js) are
 * attached beside it. part.css styles it; `data-theme` of root or its host says light or dark.
 */
export function mount(root, store, actions) {
  if (!endings.has(root)) endings.set(root, drawInside(root, store, actions));
  widen(root, store.state);
  return endings.get(root);
}

function drawInside(root, store, actions) {
  const ending = new AbortController();
  const conversation = createConversation(actions, ending.signal);
  const welcome = createWelcome(actions);
  const now = createNow(store, actions);
  const bar = createBar(store, actions, ending.signal);
  const stage = createStage(store, actions, ending.signal);
  const dock = make("div", { class: "dock" }, now.node, bar.node);
  root.classList.add("part");
  const heading = make("h1", { class: "unseen", text: "Conversation" });
  root.append(heading, make("div", { class: "layout" }, conversation.node, welcome.node, stage.node, dock));

  function update(state) {
    welcome.update(state);
    conversation.update(state);
    conversation.node.hidden = !welcome.node.hidden;
    stage.update(state);
    widen(root, state);
    now.update(state);
    bar.update(state);
  }

  update(store.state);
  const forget = store.subscribe(update);
  return function unmount() {
    endings.delete(root);
    forget();
    ending.abort();
    document.documentElement.removeAttribute(WITH_STAGE);
    for (const one of [conversation, stage, now, bar]) one.end();
    root.replaceChildren();
    root.classList.remove("part");
  };
}

/** The page around the part makes room for the stage where there is one. */
function widen(root, state) {
  const isSeen = root.dataset.talking !== "false" && frontOf(state) !== "";
  document.documentElement.toggleAttribute(WITH_STAGE, isSeen);
}
