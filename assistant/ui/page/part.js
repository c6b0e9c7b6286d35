// The live part of the page, wired together: link, loudspeaker, microphone, view. It outlives every remount.

import { createEarcons } from "./earcons.js";
import { attach as attachKeys } from "./keys.js";
import { createListening } from "./listening.js";
import { createLooking } from "./looking.js";
import { save as saveRecording } from "./recording.js";
import { createSocket } from "./socket.js";
import { createSpeaker } from "./speaker.js";
import { INITIAL, createStore } from "./store.js";
import { mount as mountView } from "./view.js";

const UNFOLDED_MS = 400;

/** The one app of this window: its store and its actions. */
export const app = createApp();

/** Called by Streamlit for each appearance of the component; returns what ends it. */
export function mount({ parentElement, data }) {
  const root = parentElement.querySelector(".oriel");
  root.dataset.talking = data.talking;
  root.dataset.theme = theme(parentElement);
  app.root = root;
  if (!data.talking) app.actions.closeCamera(); // nobody sees what it sees
  return mountView(root, app.store, app.actions);
}

/** Streamlit says which colours it uses; the ground's brightness says which of our two sets fits them. */
function theme(element) {
  const ground = getComputedStyle(element.host ?? element).getPropertyValue("--st-background-color");
  const canvas = new OffscreenCanvas(1, 1).getContext("2d");
  canvas.fillStyle = ground || "white";
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue] = canvas.getImageData(0, 0, 1, 1).data;
  return red + green + blue < 384 ? "dark" : "light";
}

function createApp() {
  const store = createStore(INITIAL);
  const client = crypto.randomUUID();
  let run = "";

  const speaker = createSpeaker(
    (report) => socket.send({ do: "played", ...report }),
    (on) => {
      store.set({ sound: on ? "on" : "blocked" });
      socket.send({ do: "sound", on });
    },
  );
  const socket = createSocket({
    opened: () => ({ do: "hello", client, run, have: speaker.have() }),
    told,
    sound: (bytes) => speaker.play(bytes),
    lost,
  });
  const listening = createListening(store, socket, speaker);
  const looking = createLooking(store, socket);
  createEarcons(() => speaker.context(), store);

  function told(message) {
    if (message.welcome) welcome(message.welcome);
    if (message.elsewhere) elsewhere();
    if (message.clear !== undefined) speaker.clear(message.clear);
    if (message.loudness) speaker.be(message.loudness);
    if (message.turns) {
      const { from, turns } = message.turns;
      store.set({ turns: [...store.state.turns.slice(0, from), ...turns] });
    }
    if (message.view) {
      store.set({ connection: "open", view: { ...store.state.view, ...message.view } });
      if (message.view.settings) listening.settings(message.view.settings);
    }
    if (message.heard !== undefined) listening.heard(message.heard);
    if (message.request) asked(message.request);
  }

  function lost() {
    store.set({ connection: "lost" });
    listening.heard("");
  }

  function welcome(name) {
    const isAnother = run && run !== name;
    if (isAnother) speaker.reset();
    run = name;
    store.set({ connection: "open" });
    if (speaker.context()) {
      socket.send({ do: "sound", on: store.state.sound === "on" });
      socket.send({ do: "played", ...speaker.played() }); // what sounded while the connection was lost
    }
    listening.tell();
    if (isAnother) listening.renew();
  }

  function elsewhere() {
    store.set({ connection: "elsewhere" });
    speaker.clear(Number.MAX_SAFE_INTEGER);
    listening.leave();
  }

  /** What was asked for by voice: the same as the button of that name. */
  function asked({ name, value }) {
    const click = () => app.root?.querySelector(`[data-command="${name}"]`)?.click();
    const doings = {
      mute: () => actions.mute(true),
      talk: () => actions.mute(true), // from now on only while the key or the button is held
      dismiss: () => actions.dismiss(),
      device: () => listening.chooseLike(value),
      open: () => openPage(value),
      ...looking.doings,
      "sounds-off": () => allSounds(false),
      "sounds-on": () => allSounds(true),
    };
    (doings[name] ?? click)(value);
  }

  /** Until the settings say otherwise again. */
  function allSounds(on) {
    const { view } = store.state;
    const sounds = Object.fromEntries(Object.keys(view.settings.sounds).map((name) => [name, on]));
    store.set({ view: { ...view, settings: { ...view.settings, sounds } } });
  }

  const actions = {
    start: () => listening.start({ greet: true }),
    resume: () => listening.start({ greet: false }),
    stop: () => {
      socket.send({ do: "stop" });
    },
    mute: (on) => listening.mute(on),
    talk: (down) => listening.talk(down),
    device: (id) => listening.choose(id),
    correct: (turn, word, text) => socket.send({ do: "correct", turn, word, text }),
    takeOver: () => {
      store.set({ connection: "connecting" });
      socket.send({ do: "take" });
      listening.start({ greet: false });
    },
    newConversation: () => socket.send({ do: "anew" }),
    answerChoice: (index) => socket.send({ do: "ask", text: store.state.view.asking.choices[index] }),
    notice: (name, value) => asked({ name, value }),
    ...looking.actions,
    dismiss: () => {
      looking.quiet();
      socket.send({ do: "dismiss" });
    },
    record: () => (store.state.view.recording === "off" ? socket.send({ do: "record" }) : saveRecording()),
    answerThat: () => socket.send({ do: "answer-that" }),
    more: () => socket.send({ do: "ask", text: "more" }),
  };

  attachKeys(store, actions);
  socket.connect();
  listening.resume();
  return { store, actions, socket, root: null };
}

/** Streamlit's own navigation, pressed: a page opened by address would end the microphone. */
async function openPage(title) {
  if (press("stTopNavLink", title)) return;
  press("stExpandSidebarButton", ""); // in a narrow window the navigation is folded away
  await new Promise((resolve) => setTimeout(resolve, UNFOLDED_MS));
  press("stSidebarNavLink", title);
}

function press(kind, title) {
  const found = [...document.querySelectorAll(`[data-testid="${kind}"]`)];
  const wanted = found.find((one) => one.textContent.toLowerCase().includes(title) && one.offsetParent);
  wanted?.click();
  return Boolean(wanted);
}
