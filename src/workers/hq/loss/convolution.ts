/**
 * Convolutions with ReLU and their reverse pass, as feature networks are made of. Each owns the tensors it is given and
 * those it makes; `dispose()` frees them, once. Why not `tf.valueAndGrad`: on wasm tfjs's gradient of a convolution
 * takes twelve times as long as the convolution itself (a scalar loop against XNNPACK; the same sum is a convolution
 * with the flipped filter), the tape keeps every intermediate tensor and forbids fused kernels, and its gradient of
 * padding is wrong (see `fold-padding.ts`).
 */

import * as tf from '@tensorflow/tfjs-core';
import { padBorder } from '../../networks/nets/padding';
import type { PaddingMode } from '../../networks/nets/padding';
import { foldPadding } from './fold-padding';

export interface Convolution {
  /** Channels of the output. */
  readonly outputs: number;
  /** @param x [1, h, w, in]. @returns [1, h, w, outputs], after ReLU; the caller frees it. */
  forward(x: tf.Tensor4D): tf.Tensor4D;
  /**
   * @param gradient with respect to the output before ReLU, [1, h, w, outputs].
   * @returns the gradient with respect to the input, [1, h, w, in]; the caller frees it.
   */
  backward(gradient: tf.Tensor4D): tf.Tensor4D;
  dispose(): void;
}

/** The border of 2 that turns a `valid` 3×3 convolution into the full one. */
const fullPadding: [[number, number], [number, number], [number, number], [number, number]] = [
  [0, 0],
  [2, 2],
  [2, 2],
  [0, 0],
];

/** The flipped filter with channels swapped, [k, k, out, in]: convolving with it is the gradient. */
function reversed(weight: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => tf.transpose(tf.reverse(weight, [0, 1]), [0, 1, 3, 2]));
}

/** 3×3 with bias. */
export class FullConvolution implements Convolution {
  readonly #weight: tf.Tensor4D;
  readonly #bias: tf.Tensor1D;
  readonly #reverse: tf.Tensor4D;
  readonly #padding: PaddingMode;

  /** @param weight [3, 3, in, out]. @param bias [out]. */
  constructor(weight: tf.Tensor4D, bias: tf.Tensor1D, padding: PaddingMode) {
    this.#weight = weight;
    this.#bias = bias;
    this.#reverse = reversed(weight);
    this.#padding = padding;
  }

  get outputs(): number {
    return this.#weight.shape[3];
  }

  forward(x: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() =>
      tf.fused.conv2d({
        x: padBorder(x, this.#padding),
        filter: this.#weight,
        strides: 1,
        pad: 'valid',
        bias: this.#bias,
        activation: 'relu',
      }),
    );
  }

  backward(gradient: tf.Tensor4D): tf.Tensor4D {
    return tf.tidy(() => foldPadding(tf.conv2d(gradient, this.#reverse, 1, fullPadding), this.#padding));
  }

  dispose(): void {
    tf.dispose([this.#weight, this.#bias, this.#reverse]);
  }
}

/** A low-rank convolution's factors, in tfjs's layout. */
export interface LowRankFactors {
  /** [1, 1, in, rank]. */
  readonly reduce: tf.Tensor4D;
  /** [3, 3, rank, rank]. */
  readonly core: tf.Tensor4D;
  /** [1, 1, rank, out]. */
  readonly expand: tf.Tensor4D;
  /** [out]. */
  readonly bias: tf.Tensor1D;
}

/**
 * 1×1 to a few channels, 3×3 among these, 1×1 with bias (a Tucker-2 decomposition: Kim et al., “Compression of deep
 * convolutional neural networks for fast and low power mobile applications”, ICLR 2016). Only the few channels are
 * padded, by reflection.
 */
export class LowRankConvolution implements Convolution {
  readonly #factors: LowRankFactors;
  readonly #reverse: {
    readonly reduce: tf.Tensor4D;
    readonly core: tf.Tensor4D;
    readonly expand: tf.Tensor4D;
  };

  constructor(factors: LowRankFactors) {
    this.#factors = factors;
    const { reduce, core, expand } = factors;
    this.#reverse = { reduce: reversed(reduce), core: reversed(core), expand: reversed(expand) };
  }

  get outputs(): number {
    return this.#factors.expand.shape[3];
  }

  forward(x: tf.Tensor4D): tf.Tensor4D {
    const { reduce, core, expand, bias } = this.#factors;
    return tf.tidy(() => {
      const reduced = tf.conv2d(x, reduce, 1, 'valid');
      const filtered = tf.conv2d(padBorder(reduced, 'reflect'), core, 1, 'valid');
      return tf.fused.conv2d({
        x: filtered,
        filter: expand,
        strides: 1,
        pad: 'valid',
        bias,
        activation: 'relu',
      });
    });
  }

  backward(gradient: tf.Tensor4D): tf.Tensor4D {
    const { reduce, core, expand } = this.#reverse;
    return tf.tidy(() => {
      const filtered = tf.conv2d(gradient, expand, 1, 'valid');
      const reduced = foldPadding(tf.conv2d(filtered, core, 1, fullPadding), 'reflect');
      return tf.conv2d(reduced, reduce, 1, 'valid');
    });
  }

  dispose(): void {
    const { reduce, core, expand, bias } = this.#factors;
    tf.dispose([reduce, core, expand, bias]);
    tf.dispose([this.#reverse.reduce, this.#reverse.core, this.#reverse.expand]);
  }
}
