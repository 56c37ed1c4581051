/**
 * Notes the statistics of what goes into each norm while a picture is computed. Holds tensors until it is read or
 * disposed of.
 */

import * as tf from '@tensorflow/tfjs-core';
import { assert } from '../../../shared/assert';
import { allNormChannels } from './norm-statistics';
import type { NormStatistics } from '../types';
import { normStatisticsLength } from '../types';

interface Moments {
  readonly mean: ArrayLike<number>;
  readonly variance: ArrayLike<number>;
}

export class NormReader {
  readonly #inMemory = ['wasm', 'cpu'].includes(tf.getBackend());
  readonly #known: Moments[] = [];
  readonly #kept: { readonly mean: tf.Tensor; readonly variance: tf.Tensor }[] = [];

  /** @param x [1, h, w, c], what the next norm gets */
  readonly add = (x: tf.Tensor4D): void => {
    if (this.#inMemory) {
      this.#known.push(momentsOf(x.dataSync<'float32'>(), x.shape[3]));
      return;
    }
    const { mean, variance } = tf.moments(x, [1, 2]);
    this.#kept.push({ mean: tf.keep(mean), variance: tf.keep(variance) });
  };

  async read(): Promise<NormStatistics> {
    await this.#fetch();
    const statistics = new Float32Array(normStatisticsLength);
    let first = 0;
    for (const { mean, variance } of this.#known) {
      statistics.set(mean, first);
      statistics.set(variance, allNormChannels + first);
      first += mean.length;
    }
    assert(first === allNormChannels, 'every norm was read');
    return statistics;
  }

  /** All in one reading: each waits for the GPU. */
  async #fetch(): Promise<void> {
    if (this.#kept.length === 0) return;
    const flat = (tensor: tf.Tensor): tf.Tensor1D => tf.reshape(tensor, [tensor.size]);
    const all = tf.tidy(() =>
      tf.concat1d(this.#kept.flatMap(({ mean, variance }) => [flat(mean), flat(variance)])),
    );
    try {
      const values = await all.data<'float32'>();
      let from = 0;
      for (const { mean } of this.#kept) {
        const middle = from + mean.size;
        const to = middle + mean.size;
        this.#known.push({ mean: values.subarray(from, middle), variance: values.subarray(middle, to) });
        from = to;
      }
    } finally {
      all.dispose();
    }
  }

  dispose(): void {
    for (const { mean, variance } of this.#kept.splice(0)) {
      mean.dispose();
      variance.dispose();
    }
  }
}

/** In double precision: tfjs's own sums on these backends are slow, and single. */
function momentsOf(values: Float32Array, channels: number): Moments {
  const sum = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let i = 0; i < values.length;) {
    for (let c = 0; c < channels; c++, i++) {
      const value = Number(values[i]);
      sum[c] = Number(sum[c]) + value;
      squares[c] = Number(squares[c]) + value * value;
    }
  }
  const pixels = values.length / channels;
  const mean = sum.map((value) => value / pixels);
  const variance = squares.map((value, c) => Math.max(0, value / pixels - Number(mean[c]) ** 2));
  return { mean, variance };
}
