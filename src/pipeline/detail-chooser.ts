/**
 * Chooses the detail of the live picture from measured frame times, one step at a time and with a wide dead band, so
 * that it settles instead of flapping. Pure; the session feeds it.
 */
import { DETAILS } from './session-state';
import type { BackendName, Detail } from './session-state';

/** Detail in px: the styled picture has about detail² pixels. */
export type DetailPx = Exclude<Detail, 'auto'>;

const steps = DETAILS.filter((detail): detail is DetailPx => detail !== 'auto');

/** A frame may take this long before the detail goes down, ms (12 fps still reads as motion). */
const SLOW_MS = 80;
/** The next step up must be expected to stay under this, ms (25 fps). */
const FAST_MS = 40;
/** Frames to measure before the first and after each change. */
const SETTLE_FRAMES = 8;

/** Where to start before anything is measured. */
const start = { webgpu: 384, webgl: 384, wasm: 256, cpu: 192 } as const satisfies Record<
  BackendName,
  DetailPx
>;

/** What a still picture is shown with: nobody waits for the next frame. */
export const pictureDetail = { webgpu: 720, webgl: 720, wasm: 512, cpu: 192 } as const satisfies Record<
  BackendName,
  DetailPx
>;

export class DetailChooser {
  #current: DetailPx;
  #times: number[] = [];

  constructor(backend: BackendName) {
    this.#current = start[backend];
  }

  get current(): DetailPx {
    return this.#current;
  }

  /** Takes the time of one frame at the current detail, ms; returns the detail for the next frame. */
  add(ms: number): DetailPx {
    this.#times.push(ms);
    if (this.#times.length < SETTLE_FRAMES) return this.#current;
    const sorted = this.#times.sort((a, b) => a - b);
    const median = sorted[sorted.length >> 1] ?? ms;
    this.#times = [];
    const index = steps.indexOf(this.#current);
    const smaller = steps[index - 1];
    const larger = steps[index + 1];
    if (median > SLOW_MS && smaller !== undefined) this.#current = smaller;
    else if (larger !== undefined && median * (larger / this.#current) ** 2 < FAST_MS) this.#current = larger;
    return this.#current;
  }
}
