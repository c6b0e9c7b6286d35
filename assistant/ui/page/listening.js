// When and how the page listens: permission, device, mute, push-to-talk, and which of the two paths the sound takes.

import { createMicrophone } from "./microphone.js";
import * as webrtc from "./webrtc.js";

const CONNECT_MS = 10_000; // in which WebRTC must be heard once it was started; nobody waits, the socket has the sound
const TRIES = 3; // a streamer that is started while Streamlit itself connects may wait for an answer for ever
const LOOK_EVERY_MS = 100;
const STILL_ON_ITS_WAY_MS = 150; // sound that was said before the key was released, by WebRTC
const REOPEN_MS = 250;
const LISTENED = "oriel-listened"; // in the session storage: this tab listened before it was reloaded
const REFUSED = new Set(["NotAllowedError", "SecurityError"]);

/**
 * Sound goes up the socket from the first moment, so that no word is lost, until the server hears it by WebRTC; should
 * WebRTC not come about, or fall silent later, it goes up the socket (again).
 * @returns what `part.js` and the actions of the view need; see each function
 */
export function createListening(store, socket, speaker) {
  let attempt = 0; // number of the last time that WebRTC was wanted
  let wanted = ""; // label of the device that the settings name

  const microphone = createMicrophone({
    level: (rms) => store.setLevel(rms),
    sound: (bytes) => socket.sendSound(bytes),
    ended: unplugged,
    devices: (devices) => {
      set({ devices });
      tell();
      if (["lost", "none"].includes(mic().phase) && devices.length) open();
    },
  });

  const mic = () => store.state.mic;
  const set = (changes) => store.set({ mic: { ...mic(), ...changes } });
  const late = () => (mic().path === "webrtc" ? STILL_ON_ITS_WAY_MS : 0);

  /** Tell the server how the microphone stands; also after the connection was lost. pressed: somebody changed it. */
  function tell({ greet = false, pressed = false } = {}) {
    const { phase, muted, held, device, devices } = mic();
    const others = devices.map((one) => one.label).filter((label) => label !== device);
    const on = phase === "on" && store.state.connection !== "elsewhere";
    const rate = on ? microphone.rate() : 48000;
    socket.send({ do: "microphone", on, muted: muted && !held, device, others, rate, greet, pressed, held });
  }

  /** A press of the user: sound and microphone. */
  async function start({ greet }) {
    store.set({ resumable: false });
    await speaker.open();
    if (!microphone.isOpen()) await open({ greet, pressed: true });
    else tell({ pressed: true });
  }

  async function open({ greet = false, pressed = false } = {}) {
    if (!navigator.mediaDevices) return set({ phase: "none" });
    if (mic().phase !== "on") set({ phase: "asking" });
    try {
      let device = await microphone.open(idOf(wanted));
      // Before the first permission no device has a name.
      if (wanted && device !== wanted && idOf(wanted)) device = await microphone.open(idOf(wanted));
      set({ phase: "on", device });
    } catch (error) {
      set({ phase: REFUSED.has(error.name) ? "denied" : "none" });
      return tell();
    }
    sessionStorage.setItem(LISTENED, "yes");
    tell({ greet, pressed });
    if (mic().path === "webrtc") return undefined; // it has our stream, whichever device that comes from
    microphone.send(true);
    return tryWebrtc();
  }

  /** Have the sound go by WebRTC; it stays on the socket until the server hears it the other way. */
  async function tryWebrtc() {
    const mine = ++attempt;
    const isWanted = () => mine === attempt && mic().phase === "on" && mic().path !== "webrtc";
    for (let i = 0; i < TRIES && isWanted(); i++) {
      await webrtc.start(microphone.copy, isWanted);
      for (let ms = 0; ms < CONNECT_MS && isWanted(); ms += LOOK_EVERY_MS) await pause(LOOK_EVERY_MS);
    }
    if (isWanted()) webrtc.stop();
  }

  /** By which path the server hears us: webrtc, socket, or none ("") for the moment, or as far as we know. */
  function heard(path) {
    set({ path });
    microphone.send(path !== "webrtc");
  }

  /** Another run of the server: what was connected to the last one is dead, whatever it says. */
  function renew() {
    if (mic().phase === "on") tryWebrtc();
  }

  async function unplugged() {
    set({ phase: "lost" });
    await pause(REOPEN_MS); // until the browser's list is up to date
    if (mic().phase === "lost") await open();
  }

  function idOf(label) {
    return mic().devices.find((device) => device.label === label)?.id ?? "";
  }

  function mute(on) {
    set({ muted: on });
    microphone.mute(on && !mic().held);
    setTimeout(() => tell({ pressed: true }), on ? late() : 0);
  }

  /** Push-to-talk: heard while the key is down, whether muted or not; its release ends the turn. */
  function talk(down) {
    if (down && mic().phase === "off") return start({ greet: false });
    set({ held: down });
    microphone.mute(mic().muted && !down);
    if (down) {
      socket.send({ do: "stop" });
      return tell();
    }
    setTimeout(() => {
      socket.send({ do: "finish" });
      tell();
    }, late());
    return undefined;
  }

  /** Another window has the conversation. */
  function leave() {
    attempt += 1;
    webrtc.stop();
    microphone.close();
    sessionStorage.removeItem(LISTENED);
    set({ phase: "off", held: false, path: "" });
  }

  /** The settings name a microphone; it is used as soon as it is there. */
  function settings({ microphone: label, volume }) {
    speaker.setVolume(volume);
    if (label === wanted) return;
    wanted = label;
    if (microphone.isOpen() && mic().device !== label) open();
  }

  function choose(id) {
    const device = mic().devices.find((one) => one.id === id);
    if (device) socket.send({ do: "choose", microphone: device.label });
  }

  /** By voice: the device whose label holds what was said. */
  function chooseLike(name) {
    const device = mic().devices.find((one) => one.label.toLowerCase().includes(name.toLowerCase()));
    if (device) choose(device.id);
  }

  /** After a reload: go on by itself where and when the browser allows it, else offer one press. */
  async function resume() {
    const permission = await navigator.permissions?.query({ name: "microphone" }).catch(() => null);
    permission?.addEventListener("change", () => {
      if (permission.state === "granted" && mic().phase === "denied") start({ greet: true });
    });
    if (!sessionStorage.getItem(LISTENED)) return;
    const isGranted = permission?.state === "granted";
    if (isGranted && (await speaker.open())) return open();
    store.set({ resumable: true });
    if (isGranted) store.subscribe(({ resumable, sound }) => resumable && sound === "on" && start({ greet: false }));
  }

  return { start, heard, renew, tell, mute, talk, leave, settings, choose, chooseLike, resume };
}

function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
