/**
 * What the optimised picture is compared with at one scale: the content's deepest features, and per tap one Gram
 * matrix blended from the styles and the content. Owns its tensors; `dispose()` frees them and is idempotent.
 */

import * as tf from '@tensorflow/tfjs-core';
import { assert, required } from '../../../shared/assert';
import type { FeatureNetwork } from './feature-network';
import type { FloatPicture } from '../picture/float-picture';
import { measure } from './measure';
import { planStrips } from './strips';

/** A style at the size it is compared at; weights need not sum to 1, but to more than 0. */
export interface WeightedStylePicture {
  readonly picture: FloatPicture;
  readonly weight: number;
}

/** A target and what its squared error is divided by. */
interface Target {
  readonly values: tf.Tensor2D;
  readonly norm: number;
}

/** Keeps a relative error finite when the target is black. */
const normFloor = 1e-8;

async function withNorm(values: tf.Tensor2D): Promise<Target> {
  const norm = tf.tidy(() => tf.sum(tf.square(values)));
  try {
    const [sum = 0] = await norm.data();
    return { values, norm: Math.max(sum, normFloor) };
  } finally {
    norm.dispose();
  }
}

export class Targets {
  /** relu4_1 of the content, [pixels, channels]. */
  readonly content: Target;
  /** Per tap, [channels, channels]. */
  readonly grams: readonly Target[];

  private constructor(content: Target, grams: readonly Target[]) {
    this.content = content;
    this.grams = grams;
  }

  /**
   * @param amount 0..1 blends the Gram matrices from the content's own (then the content itself is the optimum, as
   *   with strength 0 in live mode) to the styles'.
   * @param maxPixels see {@link planStrips}.
   */
  static async create(
    network: FeatureNetwork,
    content: FloatPicture,
    styles: readonly WeightedStylePicture[],
    amount: number,
    maxPixels: number,
  ): Promise<Targets> {
    const total = styles.reduce((sum, { weight }) => sum + weight, 0);
    assert(total > 0, 'a style has a weight above 0');
    const blended = tf.tidy(() => {
      const read = (picture: FloatPicture, deepest: boolean) =>
        measure(network, picture, planStrips(picture, maxPixels), { deepest });
      const own = read(content, true);
      const parts = styles
        .filter(({ weight }) => weight > 0)
        .map(({ picture, weight }) =>
          read(picture, false).grams.map((gram) => tf.mul<tf.Tensor2D>(gram, (amount * weight) / total)),
        );
      const grams = own.grams.map((gram, k) =>
        tf.addN<tf.Tensor2D>([
          tf.mul(gram, 1 - amount),
          ...parts.map((part) => required(part[k], 'Gram matrix')),
        ]),
      );
      return { grams, deepest: required(own.features, 'content features') };
    });
    try {
      const grams: Target[] = [];
      for (const gram of blended.grams) grams.push(await withNorm(gram));
      return new Targets(await withNorm(blended.deepest), grams);
    } catch (error) {
      tf.dispose([...blended.grams, blended.deepest]);
      throw error;
    }
  }

  /** Idempotent. */
  dispose(): void {
    tf.dispose([this.content.values, ...this.grams.map(({ values }) => values)]);
  }
}
