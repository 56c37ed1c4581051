/** A fully connected layer on plain arrays: too small (≤ 123k products) to be worth a trip to a GPU. */

import { floatTensor } from '../files/safetensors';
import type { TensorFile } from '../files/safetensors';

/** `y = W·x + b`, with W row-major `[outputs, inputs]` as PyTorch stores it. */
export class Dense {
  readonly #weight: Float32Array;
  readonly #bias: Float32Array;

  constructor(file: TensorFile, key: string, inputs: number, outputs: number) {
    this.#weight = floatTensor(file, `${key}.weight`, [outputs, inputs]);
    this.#bias = floatTensor(file, `${key}.bias`, [outputs]);
  }

  /** @param x length `inputs`. @returns length `outputs`; negative values become 0 when `relu`. */
  apply(x: Float32Array, relu = false): Float32Array {
    const weight = this.#weight;
    const inputs = x.length;
    return this.#bias.map((bias, row) => {
      let sum = bias;
      for (let i = 0, w = row * inputs; i < inputs; i++, w++) sum += Number(weight[w]) * Number(x[i]);
      return relu && sum < 0 ? 0 : sum;
    });
  }
}
