/**
 * What the optimised picture is compared with at one scale: the content's deepest features, and per tap one Gram
 * matrix blended from the styles and the content. Owns its tensors; `dispose()` frees them and is idempotent.
 */

import * as tf from '@tensorflow/tfjs-core';
import { assert, required } from '../../../shared/assert';
import type { FeatureNetwork } from './feature-network';
import type { FloatPicture } from '../picture/float-picture';
import { asMatrix, gramMatrix } from './gram';

/** A style at the size it is compared at; weights need not sum to 1, but to more than 0. */
export type WeightedStylePicture = { readonly picture: FloatPicture; readonly weight: number };

/** A target and what its squared error is divided by. */
type Target = { readonly values: tf.Tensor2D; readonly norm: number };

/** Keeps a relative error finite when the target is black. */
const normFloor = 1e-8;

/** Picture as the network's input, [1, h, w, 3]; the caller frees it. */
export function pictureTensor({ data, width, height }: FloatPicture): tf.Tensor4D {
  return tf.tensor4d(data, [1, height, width, 3]);
}

/** Runs `read` on each tap's features in turn; what it returns is kept, the features are freed. */
function perTap(
  network: FeatureNetwork,
  picture: FloatPicture,
  read: (k: number, f: tf.Tensor2D) => tf.Tensor2D,
) {
  return tf.tidy(() =>
    network.forward(pictureTensor(picture)).taps.map((tap, k) => tf.tidy(() => read(k, asMatrix(tap)))),
  );
}

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
   */
  static async create(
    network: FeatureNetwork,
    content: FloatPicture,
    styles: readonly WeightedStylePicture[],
    amount: number,
  ): Promise<Targets> {
    const total = styles.reduce((sum, { weight }) => sum + weight, 0);
    assert(total > 0, 'a style has a weight above 0');
    const blended = tf.tidy(() => {
      const last = network.taps - 1;
      let deepest: tf.Tensor2D | undefined;
      const own = perTap(network, content, (k, features) => {
        if (k === last) deepest = tf.keep(tf.clone(features));
        return tf.mul(gramMatrix(features), 1 - amount);
      });
      const parts = styles
        .filter(({ weight }) => weight > 0)
        .map(({ picture, weight }) =>
          perTap(network, picture, (_, features) => tf.mul(gramMatrix(features), (amount * weight) / total)),
        );
      const grams = own.map((gram, k) =>
        tf.addN<tf.Tensor2D>([gram, ...parts.map((part) => required(part[k], 'Gram matrix'))]),
      );
      return { grams, deepest: required(deepest, 'content features') };
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
