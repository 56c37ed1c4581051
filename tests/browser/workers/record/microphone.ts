/** A made-up microphone that beeps by a schedule, which tests of recording flash by as well. */
import type { SoundInput } from '../../../../src/workers/record/record.client';
import { clockUs } from '../../../../src/workers/rpc/tap.protocol';

/** A flash and a beep begin this often and last so long, s. */
const flash = { every: 0.9, length: 0.4 };

/** Whether there is a flash and a beep. @param seconds since the schedule began */
export const isOn = (seconds: number): boolean => seconds >= 0 && seconds % flash.every < flash.length;

/**
 * Plays the audio thread: blocks of 1024 samples, beeping on the same schedule as the flashes, each stamped with the
 * moment it was whole, sent in bursts as they come when the machine is busy. By the hand that sends the frames: were it
 * a thread of its own, a machine that starves it would make real silence.
 */
export class Microphone {
  readonly input: SoundInput;
  readonly #own: MessagePort;
  readonly #start: number;
  #samples = 0;

  /** @param start when the schedule begins, µs since 1970 */
  constructor(start: number) {
    const { port1, port2 } = new MessageChannel();
    this.#own = port1;
    this.#start = start;
    this.input = { port: port2, sampleRate: 48_000, channels: 1, latency: 0 };
  }

  /** The end of what it has sent, µs since 1970. */
  get sentUntil(): number {
    return this.#start + (this.#samples / 48_000) * 1e6;
  }

  /** Sends what was heard until now, once that is 120 ms. */
  play(): void {
    const heard = (clockUs() - this.#start) / 1e6;
    if (heard - this.#samples / 48_000 < 0.12) return;
    for (; heard >= (this.#samples + 1024) / 48_000; this.#samples += 1024) {
      const plane = Float32Array.from({ length: 1024 }, (_value, index) => {
        const seconds = (this.#samples + index) / 48_000;
        return isOn(seconds) ? 0.5 * Math.sin(seconds * 5000) : 0;
      });
      const age = heard - (this.#samples + 1024) / 48_000;
      this.#own.postMessage(
        { planes: [plane], firstSample: this.#samples, sentAt: Date.now() - 1000 * age },
        [plane.buffer],
      );
    }
  }
}
