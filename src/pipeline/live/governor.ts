/**
 * Holds a target frame rate by changing the network's resolution, one level at a time, from the measured cost of each
 * frame. Pure: the caller gives clock and costs.
 *
 * It must never flap. Frame times are noisy, so the typical cost (a quantile) is taken with its distribution-free
 * confidence interval (order statistics: rank nq ± z·√(nq(1 − q))): down only when even the lower end misses the budget,
 * up only when even the upper end, carried over to the next level, leaves a fifth of the budget free. A level that was
 * given up rests for a while; one that failed right after it was raised (a cost that the prediction did not see: a cache
 * that is too small, say) rests until the device has become measurably faster, and is tried in the dark only at ever
 * longer intervals.
 */
import { quantile } from '../../shared/quantile';
import type { Backend } from '../../workers/networks/types';
import type { FrameRate, GovernorState } from '../api/session-state';

/** The sides, px, of a square with as many pixels as the styled picture. Neighbours differ by 1.2 to 1.6 in cost. */
export const detailLevels = [160, 192, 224, 256, 320, 384, 448, 512, 576, 640, 720] as const;
export type Level = (typeof detailLevels)[number];

/** Where to start before anything is measured. */
export const startLevel = { webgpu: 384, webgl: 384, wasm: 256, cpu: 192 } as const satisfies Record<
  Backend,
  Level
>;

/** One finished frame. */
export interface FrameCost {
  /** When it was finished, ms on any monotonic clock. */
  readonly at: number;
  /** What it cost, ms: GPU time where the device has timestamps, else from grab to picture. Null: not measured. */
  readonly costMs: number | null;
  /** From grab to picture, ms: tells a slow frame from a pause. */
  readonly elapsedMs: number;
  /** The level it was drawn at; frames of another than the current level are late and count for nothing. */
  readonly level: Level;
}

/** The cost that this share of frames stays under is the typical cost. */
const normalQuantile = 0.6;
/** Half width of the confidence interval in standard errors: it is looked at again and again, so it must be wide. */
const confidenceLevel = 3;
/** Frames ignored after a change: they pay for new buffers and shaders. */
const settleFrames = 3;
/** Frames needed to go down, and to go up. */
const downFrames = 16;
const upFrames = 30;
/** Frames remembered. */
const windowFrames = 60;
/** Frames from one look at the window to the next. */
const judgeEvery = 4;
/** So many frames in a row above this multiple of the budget go down at once. */
const overloadFrames = 5;
const overload = 1.6;
/** Share of the budget that a level must be predicted to stay under: to be fallen to, to be raised to, to be jumped to. */
const fallShare = 0.9;
const raiseShare = 0.8;
const jumpShare = 0.55;
/** Shortest stay at a level before a higher one is tried, after a rise and after a fall, ms. */
const risenStayMs = 1200;
const fallenStayMs = 6000;
/** A raised level that lasted less than this has failed, ms. */
const proofMs = 10_000;
/** Rest of a level that was given up, and of one that failed; the latter doubles with each failure. ms */
const restMs = 8000;
const failedRestMs = 300_000;
const longestRestMs = 3_600_000;
/** A failed level may be tried again before its time when frames cost less than this share of what they cost then. */
const fasterShare = 0.85;
/** Idling longer than this (a hidden page) makes what was measured before it worthless, ms. */
const gapMs = 1000;

interface Rest {
  /** Not to be tried before, ms. */
  readonly until: number;
  /** Set when the level failed right after it was raised: cost of the level below at that time, ms. */
  readonly failedFrom?: number;
  readonly failures: number;
}

export class Governor {
  #targetFps: FrameRate;
  #index: number;
  #ceiling: number = detailLevels.length - 1;
  /** Costs at the current level, newest last. */
  #costs: number[] = [];
  #unsettled = settleFrames;
  #counted = 0;
  #enteredAt: number | null = null;
  #stayMs = risenStayMs;
  #lastAt: number | null = null;
  /** Cost at the level below just before the current level was raised, ms. */
  #raisedFrom: number | null = null;
  #rests = new Map<number, Rest>();

  constructor(start: Level, targetFps: FrameRate) {
    this.#index = detailLevels.indexOf(start);
    this.#targetFps = targetFps;
  }

  /** The level for the next frame. */
  get level(): Level {
    return detailLevels[Math.min(this.#index, this.#ceiling)] ?? detailLevels[0];
  }

  get targetFps(): FrameRate {
    return this.#targetFps;
  }

  get state(): GovernorState {
    if (this.#costs.length < downFrames / 2) return 'measuring';
    if (!this.#isTooSlow()) return 'holding';
    return this.#index === 0 ? 'at-limit' : 'adapting';
  }

  /** Another rate to hold. What was learnt about levels was about the old one. */
  setTarget(targetFps: FrameRate): void {
    if (targetFps === this.#targetFps) return;
    this.#targetFps = targetFps;
    this.#rests.clear();
    this.#raisedFrom = null;
  }

  /** @param side px: the source offers no more than side² pixels; levels above would cost nothing and show nothing */
  setCeiling(side: number): void {
    const enough = detailLevels.findIndex((level) => level >= side);
    const ceiling = enough === -1 ? detailLevels.length - 1 : enough;
    if (ceiling === this.#ceiling) return;
    this.#ceiling = ceiling;
    if (this.#index > ceiling) this.#enter(ceiling, risenStayMs, null);
  }

  /** Takes the cost of one frame; returns the level for the next. */
  add({ at, costMs, elapsedMs, level }: FrameCost): Level {
    if (level !== this.level) return this.level;
    if (this.#lastAt !== null && at - elapsedMs - this.#lastAt > gapMs) this.#forget();
    this.#lastAt = at;
    if (costMs === null) return this.level;
    this.#enteredAt ??= at;
    if (this.#unsettled > 0) {
      this.#unsettled -= 1;
      return this.level;
    }
    this.#costs.push(costMs);
    if (this.#costs.length > windowFrames) this.#costs.shift();
    this.#counted += 1;
    if (this.#isOverloaded()) this.#fall(at);
    else if (this.#counted % judgeEvery === 0) {
      if (this.#isTooSlow()) this.#fall(at);
      else this.#rise(at, this.#enteredAt);
    }
    return this.level;
  }

  get #budget(): number {
    return 1000 / this.#targetFps;
  }

  /** @param side 1: upper end of the confidence interval of the typical cost, -1: lower end, 0: its middle. ms */
  #cost(side: -1 | 0 | 1): number {
    const error = confidenceLevel * Math.sqrt((normalQuantile * (1 - normalQuantile)) / this.#costs.length);
    return quantile(this.#costs, Math.min(1, Math.max(0, normalQuantile + side * error)));
  }

  #isOverloaded(): boolean {
    const latest = this.#costs.slice(-overloadFrames);
    return latest.length === overloadFrames && latest.every((cost) => cost > this.#budget * overload);
  }

  #isTooSlow(): boolean {
    return this.#isOverloaded() || (this.#costs.length >= downFrames && this.#cost(-1) > this.#budget);
  }

  /** Cost expected at another level when the current one costs `ms`: in proportion to the pixels. */
  #predicted(index: number, ms: number): number {
    return ms * ((detailLevels[index] ?? Infinity) / (detailLevels[this.#index] ?? 1)) ** 2;
  }

  #fall(at: number): void {
    if (this.#index === 0) return;
    const lasted = at - (this.#enteredAt ?? at);
    const failed = this.#raisedFrom !== null && lasted < proofMs;
    const failures = failed ? (this.#rests.get(this.#index)?.failures ?? 0) + 1 : 0;
    const rest = failed ? Math.min(longestRestMs, failedRestMs * 2 ** (failures - 1)) : restMs;
    this.#rests.set(this.#index, {
      until: at + rest,
      failures,
      ...(failed && this.#raisedFrom !== null ? { failedFrom: this.#raisedFrom } : {}),
    });
    const cost = this.#isOverloaded()
      ? quantile(this.#costs.slice(-overloadFrames), normalQuantile)
      : this.#cost(0);
    let index = this.#index - 1;
    // A level that was just raised too far falls back where it came from, not further.
    while (!failed && index > 0 && this.#predicted(index, cost) > this.#budget * fallShare) index -= 1;
    this.#enter(index, fallenStayMs, null);
  }

  #rise(at: number, enteredAt: number): void {
    if (this.#costs.length < upFrames || at - enteredAt < this.#stayMs) return;
    const cost = this.#cost(1);
    const allowed = (index: number, share: number): boolean =>
      index <= this.#ceiling &&
      this.#predicted(index, cost) <= this.#budget * share &&
      this.#isRested(index, at);
    let index = this.#index + 1;
    if (!allowed(index, raiseShare)) return;
    while (allowed(index + 1, jumpShare)) index += 1;
    this.#enter(index, risenStayMs, this.#cost(0));
  }

  #isRested(index: number, at: number): boolean {
    const rest = this.#rests.get(index);
    if (!rest || at >= rest.until) return true;
    return rest.failedFrom !== undefined && this.#cost(0) < rest.failedFrom * fasterShare;
  }

  #enter(index: number, stayMs: number, raisedFrom: number | null): void {
    this.#index = index;
    this.#stayMs = stayMs;
    this.#raisedFrom = raisedFrom;
    this.#enteredAt = null;
    this.#forget();
  }

  #forget(): void {
    this.#costs = [];
    this.#unsettled = settleFrames;
  }
}
