"""Microphones that a test holds in its hands: what is said before them, and when they are unplugged, it decides."""

import base64
from typing import Any

from playwright.sync_api import Page

from assistant.messages import HEARING_RATE, Pcm

# In place of the browser's devices: a room with a little hiss, and a microphone in it for each time that one is opened.
# The browser is asked all the same, so that its permission counts.
ROOM = """
(() => {
  if (window !== top) return; // the streamer's frame is given the page's own stream
  const devices = navigator.mediaDevices;
  const ask = devices.getUserMedia.bind(devices);
  const tracks = [];
  let context, air;

  function build() {
    context = new AudioContext({ sampleRate: 48000 });
    air = new GainNode(context);
    const hiss = new AudioBuffer({ length: 48000, sampleRate: 48000 });
    hiss.copyToChannel(Float32Array.from({ length: 48000 }, () => (Math.random() - 0.5) * 0.002), 0);
    const noise = new AudioBufferSourceNode(context, { buffer: hiss, loop: true });
    noise.connect(air);
    noise.start();
  }

  devices.getUserMedia = async (wanted) => {
    for (const track of (await ask(wanted)).getTracks()) track.stop();
    if (room.gone) throw new DOMException("no device", "NotFoundError");
    if (!context) build();
    const { stream } = air.connect(new MediaStreamAudioDestinationNode(context, { channelCount: 1 }));
    tracks.push(stream.getTracks()[0]);
    return stream;
  };

  const room = (window.room = {
    gone: false, // no microphone can be opened
    opened: () => tracks.length,
    /** Said once; unplugAt: seconds after its beginning, at which the microphone is pulled out. */
    say(text, rate, unplugAt) {
      const samples = new Int16Array(Uint8Array.from(atob(text), (x) => x.charCodeAt(0)).buffer);
      const buffer = new AudioBuffer({ length: samples.length, sampleRate: rate });
      buffer.copyToChannel(Float32Array.from(samples, (x) => x / 32768), 0);
      const words = new AudioBufferSourceNode(context, { buffer });
      words.connect(air);
      words.start();
      if (unplugAt) setTimeout(room.unplug, unplugAt * 1000);
    },
    /** From now on the microphones hear the loudspeaker, this much louder and later. */
    echo(gain, delayTime) {
      const sound = new MediaStreamAudioSourceNode(context, { mediaStream: window.loudspeaker.stream });
      sound.connect(new GainNode(context, { gain })).connect(new DelayNode(context, { delayTime })).connect(air);
    },
    unplug() {
      const track = tracks.at(-1);
      track.stop(); // of which the page is not told
      track.dispatchEvent(new Event("ended"));
    },
  });
})();
"""

# What the page's loudspeaker plays, as a stream, for `room.echo`. No browser cancels this echo: the room's microphones
# are none of its devices.
LOUDSPEAKER = """
(() => {
  const connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (...to) {
    if (to[0] === this.context.destination && this.context.sampleRate === 24000) {
      window.loudspeaker ??= new MediaStreamAudioDestinationNode(this.context, { channelCount: 1 });
      connect.call(this, window.loudspeaker);
    }
    return connect.apply(this, to);
  };
})();
"""


def say(page: Page, pcm: Pcm, unplug_at_s: float = 0.0) -> None:
    """Speak before the microphones, int16 mono [n] at 16 kHz; does not wait. unplug_at_s: when they are pulled out."""
    sound = base64.b64encode(pcm.astype("<i2").tobytes()).decode()
    page.evaluate("([sound, rate, at]) => room.say(sound, rate, at)", [sound, HEARING_RATE, unplug_at_s])


def let_echo(page: Page, gain_db: float, delay_s: float) -> None:
    """From now on the room's microphones hear the loudspeaker too; the page was opened with LOUDSPEAKER."""
    page.evaluate("([gain, delay]) => room.echo(gain, delay)", [10 ** (gain_db / 20), delay_s])


def opened(page: Page) -> Any:
    """How many microphones have been opened since the page was loaded."""
    return page.evaluate("room.opened()")
