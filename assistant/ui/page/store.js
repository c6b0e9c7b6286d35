/** The state that the page draws, in one place: whoever learns something sets it here, whoever draws subscribes. */

export const INITIAL = Object.freeze({
  connection: "connecting", // connecting | open | lost | elsewhere (the conversation is open in another window)
  mic: {
    phase: "off", // off | asking | denied | starting | on | lost | none
    muted: false,
    held: false, // the push-to-talk key or button is down
    path: "", // webrtc | socket
    device: "",
    devices: [], // {id, label}
  },
  sound: "off", // off | blocked (the browser wants a gesture first) | on
  resumable: false, // after a reload: one press brings sound and microphone back
  camera: { phase: "off", stream: null }, // off | asking | on
  incoming: { name: "", place: 0, count: 0, sent: null, error: "", hint: "" }, // a picture on its way; sent: 0–1 of it
  stage: {
    masks: true,
    boxes: null, // null: where there is no mask
    names: true,
    threshold: null, // {picture, value} as the slider was moved and the server may not know yet
    aim: "", // what is told of the cross that keys move
  },
  view: {
    state: "idle", // idle | listening | thinking | speaking
    live: { text: "", final: false },
    answer: "",
    step: "", // what is under way
    plan: "", // of the request under way, in a line
    notice: null, // {text, action: null | {label, name, value}}
    asking: null, // {question, choices}
    pictures: [], // {number, id, name, width, height, url, thumbnail}
    picture: 0, // number of the one on the stage; 0: none
    finding: null, // {picture, intent, threshold, things, missing, files}; see things.js
    lit: [], // numbers of the things that are spoken of right now
    selected: 0, // number of the thing that was chosen; 0: none
    overheard: "", // what was heard and not taken to be meant for Oriel, for some seconds
    recording: "off", // off | recording | full (it ended by itself, and has still to be saved)
    unsure: false, // whether it may have been meant all the same
    language: "",
    place: "",
    model: "",
    models: "loading", // loading | ready | failed
    settings: {
      sounds: { listening: true, taken: true, muted: true, needs_you: true, unsure: true },
      keys: { enabled: true, talk: "Space", mute: "m", stop: "Escape" },
      screen_reader: false,
    },
  },
  turns: [], // {heard, said, spoken, interrupted, superseded, language, times_ms}
});

/**
 * A store. `set` merges shallowly; subscribers are called once for all the changes of a moment, with the new state and
 * the one they saw before. The microphone's level has a path of its own, because it changes thirty times a second.
 */
export function createStore(initial = INITIAL) {
  const subscribers = new Set();
  const levelSubscribers = new Set();
  let state = initial;
  let told = initial;
  let isDue = false;

  function tell() {
    isDue = false;
    const before = told;
    told = state;
    for (const subscriber of [...subscribers]) {
      if (subscribers.has(subscriber)) subscriber(told, before);
    }
  }

  function add(set, subscriber) {
    set.add(subscriber);
    return () => set.delete(subscriber);
  }

  return {
    get state() {
      return state;
    },
    set(changes) {
      state = { ...state, ...changes };
      if (isDue) return;
      isDue = true;
      queueMicrotask(tell);
    },
    subscribe: (subscriber) => add(subscribers, subscriber),
    /** Tell the microphone's level: the root mean square of the last few milliseconds, 0–1 of full scale. */
    setLevel(level) {
      for (const subscriber of [...levelSubscribers]) subscriber(level);
    },
    onLevel: (subscriber) => add(levelSubscribers, subscriber),
  };
}
