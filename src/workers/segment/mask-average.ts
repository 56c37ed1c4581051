/** Masks of a moving picture, averaged over time so that their outlines do not jitter. Pure state, no clock of its own. */
import type { PersonMask } from '../networks/types';

/** The average follows a change to 63 % in this time, s: shorter than a step, longer than jitter. */
const timeConstant = 0.08;

export class MaskAverage {
  #values: Float32Array | undefined;
  #at = 0;

  /** Nothing of earlier masks counts. */
  forget(): void {
    this.#values = undefined;
  }

  /** @param at when the mask's picture was seen, s. @returns the average including `mask`. */
  add(mask: PersonMask, at: number): PersonMask {
    const { data, width, height } = mask;
    const values = this.#values;
    const share = 1 - Math.exp(-Math.max(0, at - this.#at) / timeConstant);
    this.#at = at;
    if (values?.length !== data.length) {
      this.#values = Float32Array.from(data);
      return mask;
    }
    const out = new Uint8Array(data.length);
    for (let i = 0; i < data.length; i++) {
      const value = Number(values[i]) + share * (Number(data[i]) - Number(values[i]));
      values[i] = value;
      out[i] = Math.round(value);
    }
    return { data: out, width, height };
  }
}
