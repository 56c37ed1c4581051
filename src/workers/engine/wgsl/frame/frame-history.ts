/**
 * What a frame may take over from those before it: how the statistics stream and how firmly the picture holds. Pure
 * but for the clock that callers pass in.
 */

import type { FrameUniforms } from './frame-uniforms';
import type { RenderOptions } from '../../../networks/types';

/** Time constant of the running statistics, s: slower than flicker, faster than a change of light. */
const statisticsSeconds = 0.5;

/**
 * Streaming statistics are renewed in every n-th frame only: that halves the reductions, and a cut still settles in the
 * frame after it at the latest (`finalise.wgsl.ts` finds cuts when it renews).
 */
const renewEvery = 2;

/** Time constant of the held picture at steadiness 1, s. */
const holdSeconds = 0.7;

/** Time constant in which seen motion is forgotten, s. */
const motionSeconds = 0.15;

/** A longer pause than this says nothing about the picture, s. */
const longestPause = 1;

export type FrameMemory = Pick<FrameUniforms, 'collect' | 'fresh' | 'share' | 'hold' | 'motionKept'>;

/** Share of the new value after `seconds` in an exponential average. */
function renewed(seconds: number, timeConstant: number): number {
  return timeConstant > 0 ? 1 - Math.exp(-seconds / timeConstant) : 1;
}

export class FrameHistory {
  #last: number | undefined;
  /** Seconds and frames since the statistics were renewed. */
  #age = 0;
  #frames = 0;
  #changed = false;

  /** The next frame is on its own: first, another source, size or style. */
  forget(): void {
    this.#last = undefined;
  }

  /** Scale and shift of the norms changed a little: they apply when the statistics are renewed, so do that next. */
  modulationChanged(): void {
    this.#changed = true;
  }

  /**
   * @param now when the frame was taken, s on any clock that goes on
   * @param given the look brings statistics: none are collected
   */
  next(now: number, { statistics, steadiness }: RenderOptions, given = false): FrameMemory {
    const fresh = this.#last === undefined;
    const since = this.#last === undefined ? 0 : now - this.#last;
    // A clip that starts again, or a clock that stands still: assume a frame of a slow camera.
    const seconds = since > 0 && since < longestPause ? since : 1 / 24;
    this.#last = now;
    this.#age += seconds;
    this.#frames += 1;
    const exact = fresh || statistics === 'exact';
    const collect = !given && (exact || this.#changed || this.#frames >= renewEvery);
    const share = exact ? 1 : renewed(this.#age, statisticsSeconds);
    if (collect) {
      this.#age = 0;
      this.#frames = 0;
      this.#changed = false;
    }
    return {
      collect,
      fresh,
      share,
      hold: renewed(seconds, holdSeconds * steadiness ** 2),
      motionKept: 1 - renewed(seconds, motionSeconds),
    };
  }
}
