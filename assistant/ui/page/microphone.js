// The microphone: one stream from the browser, whichever way its sound then takes to the server.

const NUMBER = 4; // bytes of the running number before the samples
// Echo cancellation, so that Oriel does not hear itself; nothing else, since it was trained on sound as it is.
const PROCESSING = { echoCancellation: true, noiseSuppression: false, autoGainControl: false };

/**
 * @param {{level: (rms: number) => void, sound: (bytes: ArrayBuffer) => void, ended: () => void,
 *          devices: (devices: {id: string, label: string}[]) => void}} on
 */
export function createMicrophone(on) {
  let context = null;
  let node = null;
  let outlet = null; // what WebRTC is given: it stays when the device changes
  let source = null;
  let stream = null;
  let number = 0;
  let muted = false;

  async function build() {
    context = new AudioContext({ latencyHint: "interactive" });
    await context.audioWorklet.addModule(new URL("microphone_worklet.js", import.meta.url));
    outlet = new MediaStreamAudioDestinationNode(context, { channelCount: 1 });
    node = new AudioWorkletNode(context, "microphone", { numberOfOutputs: 0, channelCount: 1, channelCountMode: "explicit" });
    node.port.onmessage = ({ data }) => {
      on.level(data.level);
      if (data.samples) on.sound(numbered(data.samples));
    };
  }

  function numbered(samples) {
    const bytes = new Uint8Array(NUMBER + samples.byteLength);
    new DataView(bytes.buffer).setUint32(0, number++ >>> 0, true);
    bytes.set(new Uint8Array(samples), NUMBER);
    return bytes.buffer;
  }

  function release() {
    source?.disconnect();
    for (const track of stream?.getTracks() ?? []) {
      track.onended = null;
      track.stop();
    }
    source = stream = null;
  }

  async function list() {
    const all = await navigator.mediaDevices.enumerateDevices();
    const inputs = all.filter((device) => device.kind === "audioinput" && device.label);
    const real = inputs.filter((device) => !["default", "communications"].includes(device.deviceId));
    return (real.length ? real : inputs).map((device) => ({ id: device.deviceId, label: device.label }));
  }

  navigator.mediaDevices?.addEventListener("devicechange", async () => on.devices(await list()));

  return {
    /**
     * Open the device with this id, or the system's choice; may ask the user. Rejects as getUserMedia does.
     * @returns {Promise<string>} the label of what was opened
     */
    async open(id) {
      const audio = id ? { ...PROCESSING, deviceId: { exact: id } } : PROCESSING;
      const opened = await navigator.mediaDevices.getUserMedia({ audio, video: false });
      if (!context) await build();
      if (context.state !== "running") await context.resume();
      release();
      stream = opened;
      const [track] = stream.getAudioTracks();
      track.enabled = !muted;
      track.onended = () => {
        release();
        on.ended();
      };
      source = new MediaStreamAudioSourceNode(context, { mediaStream: stream });
      source.connect(node);
      source.connect(outlet);
      on.devices(await list());
      return track.label;
    },
    /** Give the device back. */
    close: release,
    /** Whether sound is let through; a muted microphone gives silence, from the browser on. */
    mute(value) {
      muted = value;
      for (const track of stream?.getAudioTracks() ?? []) track.enabled = !muted;
    },
    /** Whether samples go to `on.sound`. */
    send: (wanted) => node?.port.postMessage({ wanted }),
    /** A copy of the sound as a stream, for WebRTC. */
    copy: () => outlet.stream.clone(),
    rate: () => context.sampleRate,
    isOpen: () => stream !== null,
  };
}
