// Plays what it is given, in order, on the audio thread; knows the place of each sample, and says how far it has come.

const REPORT_EVERY = 8; // blocks of 128 samples: 43 ms at 24 kHz
const FULL_SCALE = 32768;
const CUT = 96; // samples, 4 ms: sound that is cut off without a fade clicks
// As in assistant/loudness.py.
const GAINS = { full: 1, soft: 0.25, held: 0 };
const SOFTENING = 1200; // samples, 50 ms, from full to soft and back
const FADE = 360; // samples, 15 ms, from sound to silence and back

class Speaker extends AudioWorkletProcessor {
  constructor() {
    super();
    this.pieces = []; // {place, samples: Int16Array}
    this.offset = 0; // in the first piece
    this.place = 0; // behind the last sample that was played
    this.state = "dry"; // dry | playing | held
    this.blocks = 0;
    this.tail = new Float32Array(0); // what fades out of sound that was cleared or is held
    this.isHeld = false;
    this.gain = 1; // of the last sample
    this.goal = 1;
    this.step = 0; // for each sample
    this.told = 1; // the gain that was reported last
    this.port.onmessage = ({ data }) => this.take(data);
  }

  take(data) {
    if (data.clear !== undefined) this.clear(data.clear);
    else if (data.loudness !== undefined) this.be(data.loudness);
    else this.pieces.push(data);
  }

  clear(place) {
    const piece = this.pieces[0];
    if (piece && piece.place < place) {
      if (!this.isHeld) this.tail = this.fadeOut(piece.samples.subarray(this.offset, this.offset + CUT), CUT);
      this.offset = 0;
    }
    this.pieces = this.pieces.filter((piece) => piece.place >= place);
  }

  /** Sound that is held fades out over a copy of what comes next, and begins with the same samples when it goes on. */
  be(loudness) {
    const sounds = this.state !== "dry" && this.pieces.length > 0;
    const falls = loudness === "held" && !this.isHeld && sounds;
    if (falls) {
      this.tail = this.fadeOut(this.coming(FADE), FADE);
      this.tell(false); // at once: how far it came, and as loud as it was
    }
    this.isHeld = loudness === "held";
    this.goal = GAINS[loudness];
    if (this.isHeld || !sounds) this.gain = this.goal;
    this.step = Math.abs(this.goal - this.gain) / (this.gain ? SOFTENING : FADE);
  }

  /** At most so many of the samples that come next. */
  coming(count) {
    const found = [];
    let offset = this.offset;
    for (const { samples } of this.pieces) {
      found.push(...samples.subarray(offset, offset + count - found.length));
      if (found.length === count) break;
      offset = 0;
    }
    return found;
  }

  fadeOut(samples, length) {
    return Float32Array.from(samples, (x, i) => (this.gain * (1 - i / length) * x) / FULL_SCALE);
  }

  process(_, outputs) {
    const out = outputs[0][0];
    let filled = Math.min(this.tail.length, out.length);
    out.set(this.tail.subarray(0, filled));
    this.tail = this.tail.subarray(filled);
    const played = !this.isHeld && filled < out.length && this.pieces.length > 0;
    while (!this.isHeld && filled < out.length && this.pieces.length) filled += this.play(out.subarray(filled));
    this.report(played);
    return true;
  }

  /** As much as there is room for out of the first piece; returns how many samples. */
  play(out) {
    const { place, samples } = this.pieces[0];
    const part = samples.subarray(this.offset, this.offset + out.length);
    for (let i = 0; i < part.length; i++) out[i] = (this.nextGain() * part[i]) / FULL_SCALE;
    this.offset += part.length;
    this.place = place + this.offset;
    if (this.offset === samples.length) {
      this.pieces.shift();
      this.offset = 0;
    }
    return part.length;
  }

  nextGain() {
    const left = this.goal - this.gain;
    this.gain = Math.abs(left) <= this.step ? this.goal : this.gain + Math.sign(left) * this.step;
    return this.gain;
  }

  report(played) {
    this.blocks += 1;
    const state = this.stateAfter(played);
    const isReached = played && this.gain === this.goal && this.told !== this.gain;
    if (state !== this.state || isReached || (played && this.blocks % REPORT_EVERY === 0)) {
      this.tell(state === "dry");
    }
    this.state = state;
  }

  tell(dry) {
    this.told = this.gain;
    this.port.postMessage({ place: this.place, dry, gain: this.gain });
  }

  /** What fades out still counts as what it was. */
  stateAfter(played) {
    if (played) return "playing";
    if (this.tail.length) return this.state;
    return this.isHeld ? "held" : "dry";
  }
}

registerProcessor("speaker", Speaker);
