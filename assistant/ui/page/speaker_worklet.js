// Plays what it is given, in order, on the audio thread; knows the place of each sample, and says how far it has come.

const REPORT_EVERY = 8; // blocks of 128 samples: 43 ms at 24 kHz
const FULL_SCALE = 32768;
const FADE = 96; // samples, 4 ms: sound that is cut off without a fade clicks

class Speaker extends AudioWorkletProcessor {
  constructor() {
    super();
    this.pieces = []; // {place, samples: Int16Array}
    this.offset = 0; // in the first piece
    this.place = 0; // behind the last sample that was played
    this.playing = false;
    this.blocks = 0;
    this.tail = new Float32Array(0); // the end of cleared sound, faded
    this.port.onmessage = ({ data }) => (data.clear === undefined ? this.pieces.push(data) : this.clear(data.clear));
  }

  clear(place) {
    const piece = this.pieces[0];
    if (piece && piece.place < place) {
      const cut = piece.samples.subarray(this.offset, this.offset + FADE);
      this.tail = Float32Array.from(cut, (x, i) => (x / FULL_SCALE) * (1 - i / FADE));
      this.offset = 0;
    }
    this.pieces = this.pieces.filter((piece) => piece.place >= place);
  }

  process(_, outputs) {
    const out = outputs[0][0];
    let filled = Math.min(this.tail.length, out.length);
    out.set(this.tail.subarray(0, filled));
    this.tail = this.tail.subarray(filled);
    let played = false;
    while (filled < out.length && this.pieces.length) {
      const { place, samples } = this.pieces[0];
      const part = samples.subarray(this.offset, this.offset + out.length - filled);
      for (let i = 0; i < part.length; i++) out[filled + i] = part[i] / FULL_SCALE;
      filled += part.length;
      this.offset += part.length;
      this.place = place + this.offset;
      played = true;
      if (this.offset === samples.length) {
        this.pieces.shift();
        this.offset = 0;
      }
    }
    this.report(played);
    return true;
  }

  report(played) {
    this.blocks += 1;
    const edge = played !== this.playing;
    this.playing = played;
    if (edge || (played && this.blocks % REPORT_EVERY === 0)) {
      this.port.postMessage({ place: this.place, dry: !played });
    }
  }
}

registerProcessor("speaker", Speaker);
