/**
 * The loss of a picture at one scale and its gradient with respect to the pixels. Owns the targets; the network stays
 * the caller's. Between calls it holds no tensor but the targets.
 */

import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import type { Size } from '../../../shared/picture';
import type { FeatureNetwork } from './feature-network';
import type { FloatPicture } from '../picture/float-picture';
import { asMatrix, gramMatrix } from './gram';
import type { Evaluation } from './losses';
import { addPixelDifference, addTotalVariation } from './pixel-terms';
import { pictureTensor, Targets } from './targets';
import type { WeightedStylePicture } from './targets';
import type { LossWeights } from '../settings';

type TapResult = { readonly losses: tf.Scalar[]; readonly gradient: tf.Tensor4D };

export class ImageLoss {
  readonly #network: FeatureNetwork;
  readonly #targets: Targets;
  readonly #content: FloatPicture;
  readonly #weights: LossWeights;

  private constructor(
    network: FeatureNetwork,
    targets: Targets,
    content: FloatPicture,
    weights: LossWeights,
  ) {
    this.#network = network;
    this.#targets = targets;
    this.#content = content;
    const sum = weights.layers.reduce((total, weight) => total + weight, 0);
    this.#weights = { ...weights, layers: weights.layers.map((weight) => (sum > 0 ? weight / sum : 0)) };
  }

  /** Computes the targets. @param amount see {@link Targets.create}. */
  static async create(
    network: FeatureNetwork,
    content: FloatPicture,
    styles: readonly WeightedStylePicture[],
    amount: number,
    weights: LossWeights,
  ): Promise<ImageLoss> {
    const targets = await Targets.create(network, content, styles, amount);
    return new ImageLoss(network, targets, content, weights);
  }

  /** px */
  get size(): Size {
    return { width: this.#content.width, height: this.#content.height };
  }

  /** @param position the picture's floats [h, w, 3]; only read. @returns arrays of its own. */
  async evaluate(position: Float32Array): Promise<Evaluation> {
    const { width, height } = this.#content;
    const picture: FloatPicture = { data: position, width, height };
    const onBackend = tf.tidy(() => {
      const rgb = pictureTensor(picture);
      const { outputs, taps } = this.#network.forward(rgb);
      const results = taps.map((tap, k) => this.#tapLoss(k, tap));
      const gradient = this.#network.backward(
        rgb,
        { outputs },
        results.map((result) => result.gradient),
      );
      return { losses: tf.stack(results.flatMap((result) => result.losses)), gradient };
    });
    let gradient: Float32Array;
    let terms: ArrayLike<number>;
    try {
      // A copy: on the cpu backend `data()` hands out the tensor's own memory.
      gradient = Float32Array.from(await onBackend.gradient.data());
      terms = await onBackend.losses.data();
    } finally {
      tf.dispose([onBackend.losses, onBackend.gradient]);
    }
    const weights = this.#weights;
    const style = weights.layers.reduce((sum, weight, k) => sum + weight * Number(terms[k]), 0);
    const content = Number(terms[weights.layers.length]);
    const tv = addTotalVariation(picture, weights.tv, gradient);
    const pixel = addPixelDifference(position, this.#content.data, weights.pixel, gradient);
    const total = weights.content * content + weights.style * style + weights.tv * tv + weights.pixel * pixel;
    return { losses: { total, content, style, tv, pixel }, gradient };
  }

  /** Idempotent. */
  dispose(): void {
    this.#targets.dispose();
  }

  /** Style loss of one tap, of the deepest also the content loss, and their weighted gradient with respect to it. */
  #tapLoss(k: number, tap: tf.Tensor4D): TapResult {
    return tf.tidy(() => {
      const features = asMatrix(tap);
      const [pixels] = features.shape;
      const target = required(this.#targets.grams[k], 'Gram target');
      const error = tf.sub<tf.Tensor2D>(gramMatrix(features), target.values);
      const losses = [tf.mul<tf.Scalar>(tf.sum(tf.square(error)), 1 / target.norm)];
      // d‖FᵀF/p − T‖² / dF = 4·F·(FᵀF/p − T)/p, the error being symmetric.
      const styleScale = (4 * this.#weights.style * Number(this.#weights.layers[k])) / (pixels * target.norm);
      let gradient = tf.matMul<tf.Tensor2D>(features, tf.mul<tf.Tensor2D>(error, styleScale));
      if (k === this.#network.taps - 1) {
        const { values, norm } = this.#targets.content;
        const difference = tf.sub<tf.Tensor2D>(features, values);
        losses.push(tf.mul<tf.Scalar>(tf.sum(tf.square(difference)), 1 / norm));
        gradient = tf.add(gradient, tf.mul(difference, (2 * this.#weights.content) / norm));
      }
      return { losses, gradient: tf.reshape<tf.Rank.R4>(gradient, tap.shape) };
    });
  }
}
