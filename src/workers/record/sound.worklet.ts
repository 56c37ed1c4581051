/**
 * Audio worklet: hands the microphone's samples on in blocks, and their level. Runs on the audio thread, so it does
 * nothing else. Without an input (the camera is being changed) it sends silence: time goes on.
 */
import type { SoundBlock } from './record.protocol';

/** Samples in a block: 21 ms at 48 kHz. */
const blockLength = 1024;

/** From the window: where blocks go, or null to stop. */
export interface SoundOrder {
  readonly port: MessagePort | null;
}

/** To the window: root mean square of the last block, 0..1. */
export interface SoundLevel {
  readonly level: number;
}

// The audio thread's own names; the DOM library has them only for typing the window's side.
declare const currentFrame: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, type: new () => AudioWorkletProcessor): void;

class SoundTap extends AudioWorkletProcessor {
  #out: MessagePort | null = null;
  #planes: Float32Array<ArrayBuffer>[] = [];
  #filled = 0;
  #firstSample = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<SoundOrder>) => {
      this.#out?.close();
      this.#out = data.port;
    };
  }

  process([input = []]: Float32Array[][]): boolean {
    const channels = 2;
    if (this.#filled === 0) {
      this.#planes = Array.from({ length: channels }, () => new Float32Array(blockLength));
      this.#firstSample = currentFrame;
    }
    const length = input[0]?.length ?? 128;
    for (let channel = 0; channel < channels; channel++) {
      // A mono microphone is heard on both sides.
      const samples = input[channel] ?? input[0];
      if (samples) this.#planes[channel]?.set(samples, this.#filled);
    }
    this.#filled += length;
    if (this.#filled >= blockLength) this.#send();
    return true;
  }

  #send(): void {
    this.#filled = 0;
    const [left] = this.#planes;
    const power = left ? left.reduce((sum, sample) => sum + sample * sample, 0) / left.length : 0;
    const level: SoundLevel = { level: Math.min(1, Math.sqrt(power)) };
    this.port.postMessage(level);
    const block: SoundBlock = {
      planes: this.#planes,
      firstSample: this.#firstSample,
      sentAt: Date.now(),
    };
    this.#out?.postMessage(
      block,
      this.#planes.map(({ buffer }) => buffer),
    );
  }
}

registerProcessor('sound-tap', SoundTap);
