/** What Oriel needs from the user, or wants to tell: one sentence, steps where there are some, and one button. */

const NOTHING = { text: "", steps: [], button: null };
const LISTENING = "Your voice stays on this machine.";

const PERMISSION_STEPS = {
  chromium: [
    "Press the icon to the left of the address; in Oriel’s own window, the three dots at the top and then “App info”.",
    "Set “Microphone” to “Allow”. Oriel goes on by itself.",
  ],
  firefox: [
    "Press the crossed-out microphone at the left of the address.",
    "Remove “Blocked” beside “Use the microphone”, then press “Try again”.",
  ],
  safari: [
    "In the menu bar open “Safari”, then “Settings for this website”.",
    "Set “Microphone” to “Allow”, then press “Try again”.",
  ],
};

/** chromium, firefox or safari, by the browser's own description of itself. */
export function browserOf(userAgent) {
  if (/Firefox\//.test(userAgent)) return "firefox";
  return /Safari\//.test(userAgent) && !/Chrom(e|ium)\//.test(userAgent) ? "safari" : "chromium";
}

/** {text, steps, button: null | {command, label, value, press}}; the same order of urgency as `presence`. */
export function need(state, actions, userAgent = navigator.userAgent) {
  const { connection, mic, sound, view } = state;
  const start = (label) => ({ command: "start", label, press: () => actions.start() });
  const resume = (label) => ({ command: "continue", label, press: () => actions.resume() });
  if (connection === "elsewhere") {
    const takeOver = { command: "take-over", label: "Take it over", press: () => actions.takeOver() };
    return { ...NOTHING, text: "The conversation is open in another window.", button: takeOver };
  }
  if (connection === "lost") {
    return { ...NOTHING, text: "The connection to Oriel is lost; it keeps trying by itself." };
  }
  if (mic.phase === "denied") {
    const steps = PERMISSION_STEPS[browserOf(userAgent)];
    const text = "The browser does not let Oriel use the microphone. You can type meanwhile.";
    return { text, steps, button: start("Try again") };
  }
  if (mic.phase === "lost") return lostDevice(mic, actions, start);
  if (mic.phase === "none") {
    const text = "There is no microphone on this machine. Plug one in, or type.";
    return { ...NOTHING, text, button: start("Try again") };
  }
  if (state.resumable) {
    return { ...NOTHING, text: "One press and the conversation goes on.", button: resume("Continue") };
  }
  if (sound === "blocked") {
    const text = "The browser keeps Oriel silent until you press something.";
    return { ...NOTHING, text, button: resume("Turn sound on") };
  }
  if (view.notice) return noticed(view.notice, actions);
  return quiet(state, start);
}

function lostDevice(mic, actions, start) {
  const other = mic.devices.find(({ label }) => label !== mic.device);
  const name = mic.device ? `“${mic.device}”` : "The microphone";
  const text = `${name} was unplugged. Plug it in again, or type.`;
  if (!other) return { ...NOTHING, text, button: start("Try again") };
  const press = () => actions.device(other.id);
  return { ...NOTHING, text, button: { command: "device", label: `Use ${other.label}`, value: other.id, press } };
}

function noticed({ text, action }, actions) {
  if (!action) {
    const dismiss = { command: "dismiss", label: "Dismiss", press: () => actions.dismiss() };
    return { ...NOTHING, text, button: dismiss };
  }
  const press = () => actions.notice(action.name, action.value);
  return { ...NOTHING, text, button: { command: action.name, label: action.label, value: action.value, press } };
}

/** Nothing is wrong: what may be said about starting, or about a question that is open. */
function quiet({ mic, view, turns }, start) {
  if (view.state !== "speaking" && view.state !== "thinking" && view.asking) {
    return { ...NOTHING, text: view.asking.question };
  }
  if (mic.phase === "asking") return { ...NOTHING, text: `${LISTENING} Choose “Allow” in the browser’s question.` };
  if (mic.phase === "off" && turns.length) return { ...NOTHING, text: LISTENING, button: start("Start") };
  return NOTHING;
}

/** Whether the large Start button of the empty page is wanted. */
export function wantsWelcome({ connection, mic, turns, resumable, view }) {
  const isCalm = connection === "open" || connection === "connecting";
  return isCalm && mic.phase === "off" && !turns.length && !resumable && !view.notice;
}
