// Oriel's voice: sound from the server to the loudspeaker, and back how far it has been heard.

const RATE = 24000;

/**
 * @param {(report: {place: number, dry: boolean, gain: number}) => void} played  told while sound is played, when there
 *   is none left, and when it has become as loud as was ordered
 * @param {(on: boolean) => void} audible  told whether the browser lets sound out
 */
export function createSpeaker(played, audible) {
  let context = null;
  let gain = null;
  let node = null;
  let ready = null;
  let waiting = []; // pieces that came before the worklet was there
  let have = 0;
  let last = { place: 0, dry: true, gain: 1 }; // that was reported
  let loudness = "full";
  let volume = 1;

  function post(message) {
    if (node) node.port.postMessage(message, message.samples ? [message.samples.buffer] : []);
    else waiting.push(message);
  }

  async function build() {
    context = new AudioContext({ sampleRate: RATE, latencyHint: 0 }); // the least that the device can do
    context.onstatechange = () => audible(context.state === "running");
    await context.audioWorklet.addModule(new URL("speaker_worklet.js", import.meta.url));
    gain = new GainNode(context, { gain: volume });
    node = new AudioWorkletNode(context, "speaker", { outputChannelCount: [1] });
    node.port.onmessage = ({ data }) => {
      last = data;
      played(last);
    };
    node.connect(gain).connect(context.destination);
    post({ loudness });
    waiting.forEach(post);
    waiting = [];
    audible(context.state === "running");
  }

  return {
    /** Let sound out; resolves to whether the browser does. After a user's gesture it always does. */
    async open() {
      await (ready ||= build());
      if (context.state !== "running") {
        await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, 300))]);
      }
      return context.state === "running";
    },
    /** The context, for other sounds of the page; null before `open`. */
    context: () => context,
    /** A message of the server: the place of the first sample, and the samples. */
    play(bytes) {
      const place = Number(new DataView(bytes).getBigInt64(0, true));
      const samples = new Int16Array(bytes, 8);
      have = place + samples.length;
      post({ place, samples });
    },
    /** Drop what comes before this place. */
    clear(place) {
      have = Math.max(have, place);
      waiting = waiting.filter((piece) => piece.place >= place);
      post({ clear: place });
    },
    /** "full", "soft", or "held": silent, and what is here waits. */
    be(wanted) {
      loudness = wanted;
      if (node) post({ loudness });
    },
    /** Another run of the server counts from the beginning. */
    reset() {
      this.clear(Number.MAX_SAFE_INTEGER);
      have = 0;
      last = { place: 0, dry: true, gain: 1 };
    },
    /** How far it has come, whether there is nothing left, and how loud it is. */
    played: () => last,
    /** The place up to which sound has come. */
    have: () => have,
    /** From 0 to 1. */
    setVolume(value) {
      volume = Math.min(1, Math.max(0, value));
      if (gain) gain.gain.setTargetAtTime(volume, context.currentTime, 0.02);
    },
    volume: () => volume,
  };
}
