/**
 * Rolling frame times: what the stats overlay shows and what the detail is chosen from. Pure; the caller gives the
 * clock.
 */
import { quantile } from '../../shared/quantile';

/** Window over which figures are taken, ms. */
const windowMs = 2000;

export interface TimingFigures {
  /** Frames per second. */
  readonly fps: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  /** Number of frames in the window. */
  readonly frames: number;
}

interface Sample {
  readonly at: number;
  readonly ms: number;
}

export class FrameTiming {
  #samples: Sample[] = [];

  /**
   * Adds one finished frame.
   * @param at when it was finished, ms on any monotonic clock
   * @param ms how long it took, ms
   */
  add(at: number, ms: number): void {
    this.#samples.push({ at, ms });
    const first = this.#samples.findIndex((sample) => sample.at > at - windowMs);
    if (first > 0) this.#samples.splice(0, first);
  }

  clear(): void {
    this.#samples = [];
  }

  /** Null until two frames are there: a rate needs an interval. */
  figures(): TimingFigures | null {
    const first = this.#samples[0];
    const last = this.#samples.at(-1);
    if (!first || !last || last.at <= first.at) return null;
    const times = this.#samples.map((sample) => sample.ms);
    return {
      fps: ((this.#samples.length - 1) * 1000) / (last.at - first.at),
      medianMs: quantile(times, 0.5),
      p95Ms: quantile(times, 0.95),
      frames: times.length,
    };
  }
}
