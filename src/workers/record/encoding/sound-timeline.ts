/**
 * Puts blocks of microphone samples on the take's time axis. Sound cards and cameras keep different time, blocks arrive
 * late and in bursts, and pauses cut pieces out; an encoder wants samples without a gap. So samples are counted, and
 * where the count leaves the measured time by more than `tolerance`, silence is put in or samples are left out. Pure.
 */

/** Below this, s, picture and sound look in step (ITU-R BT.1359 puts detection at 45 ms), so nothing is corrected. */
const tolerance = 0.02;

/** What to do with a block: `silence` samples before it, the first `skip` of its own left out. */
export interface Placing {
  readonly silence: number;
  readonly skip: number;
}

export class SoundTimeline {
  readonly #rate: number;
  #samples = 0;

  /** @param rate samples a second */
  constructor(rate: number) {
    this.#rate = rate;
  }

  /** Take time up to which there is sound, s. */
  get end(): number {
    return this.#samples / this.#rate;
  }

  /**
   * Places a block and counts it.
   * @param time take time of its first sample, s; may be negative
   * @param length samples in it
   */
  place(time: number, length: number): Placing {
    const error = time - this.end;
    const off = Math.abs(error) > tolerance ? Math.round(error * this.#rate) : 0;
    const silence = Math.max(0, off);
    const skip = Math.min(length, Math.max(0, -off));
    this.#samples += silence + length - skip;
    return { silence, skip };
  }

  /** Silence needed to reach `time`, s; counts it. */
  fillTo(time: number): number {
    const missing = Math.max(0, Math.round((time - this.end) * this.#rate));
    this.#samples += missing;
    return missing;
  }
}

/**
 * When samples were captured, from when their blocks were sent: the quickest of the last blocks was delayed least, so
 * the smallest difference between sending and sample count is the best guess. µs since 1970.
 */
export class CaptureClock {
  readonly #rate: number;
  readonly #offsets: { readonly at: number; readonly offset: number }[] = [];
  /** Blocks are remembered this long, µs. */
  static readonly memory = 5_000_000;

  /** @param rate samples a second */
  constructor(rate: number) {
    this.#rate = rate;
  }

  /**
   * A block has come.
   * @param sentAt µs since 1970
   * @param firstSample number of the block's first sample since the microphone was opened
   * @param length samples in the block
   */
  sent(sentAt: number, firstSample: number, length: number): void {
    const offset = sentAt - ((firstSample + length) / this.#rate) * 1e6;
    const kept = this.#offsets;
    while (kept.length > 0 && Number(kept[0]?.at) < sentAt - CaptureClock.memory) kept.shift();
    // Only candidates for the minimum are kept: the list stays short.
    while (kept.length > 0 && Number(kept.at(-1)?.offset) >= offset) kept.pop();
    kept.push({ at: sentAt, offset });
  }

  /** When a sample was captured, by all blocks that have come; µs since 1970. At least one must have come. */
  capturedAt(sample: number): number {
    return Number(this.#offsets[0]?.offset) + (sample / this.#rate) * 1e6;
  }
}
