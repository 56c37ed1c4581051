/** Style head: statistics of the loss network's taps (480 numbers) → style code (100). Plain arrays, nothing to free. */

import { Dense } from './dense';
import { floatTensor, parseSafetensors } from '../files/safetensors';
import type { StyleCode } from '../types';

const statistics = 480;

export class StyleHead {
  readonly #mean: Float32Array;
  readonly #deviation: Float32Array;
  readonly #layers: readonly Dense[];

  /** @param buffer the safetensors file. @throws ImpastoError `model-format`. */
  constructor(buffer: ArrayBuffer) {
    const file = parseSafetensors(buffer, 'The style head');
    this.#mean = floatTensor(file, 'mu', [statistics]);
    this.#deviation = floatTensor(file, 'sd', [statistics]);
    this.#layers = [
      new Dense(file, 'm.0', statistics, 256),
      new Dense(file, 'm.2', 256, 256),
      new Dense(file, 'm.4', 256, 100),
    ];
  }

  /** @param stats tap by tap, means then standard deviations: 480 numbers. */
  encode(stats: Float32Array): StyleCode {
    const normalised = stats.map((s, i) => (s - Number(this.#mean[i])) / Number(this.#deviation[i]));
    let x: Float32Array = normalised;
    this.#layers.forEach((layer, i) => (x = layer.apply(x, i < this.#layers.length - 1)));
    return x;
  }
}
