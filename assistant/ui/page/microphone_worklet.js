// Takes the microphone's sound off the audio thread: its level always, its samples when they are wanted.

const PIECE_S = 0.01;
const FULL_SCALE = 32767;

class Microphone extends AudioWorkletProcessor {
  constructor() {
    super();
    this.samples = new Int16Array(Math.round(sampleRate * PIECE_S));
    this.filled = 0;
    this.energy = 0;
    this.wanted = false;
    this.port.onmessage = ({ data }) => (this.wanted = data.wanted);
  }

  process(inputs) {
    for (const x of inputs[0][0] ?? []) {
      const clipped = Math.max(-1, Math.min(1, x));
      this.energy += clipped * clipped;
      this.samples[this.filled++] = clipped * FULL_SCALE;
      if (this.filled === this.samples.length) this.flush();
    }
    return true;
  }

  flush() {
    const samples = this.wanted ? this.samples.slice().buffer : null;
    const level = Math.sqrt(this.energy / this.filled);
    this.port.postMessage({ level, samples }, samples ? [samples] : []);
    this.filled = this.energy = 0;
  }
}

registerProcessor("microphone", Microphone);
