/**
 * A VGG-like network with a hand-written reverse pass. Owns its weight tensors; `dispose()` frees them and is
 * idempotent. Why not `tf.valueAndGrad`: on wasm tfjs's gradient of a convolution takes twelve times as long as the
 * convolution itself (a scalar loop against XNNPACK; the same sum is a convolution with the flipped filter), the tape
 * keeps every intermediate tensor and forbids fused kernels, and its gradient of replicated padding is wrong (see
 * `fold-padding.ts`).
 */

import * as tf from '@tensorflow/tfjs-core';
import { assert, required } from '../../../shared/assert';
import { foldPadding, padBorder } from './fold-padding';
import type { PaddingMode } from './fold-padding';

/** One 3×3 convolution with ReLU. Tensors given here belong to the network. */
export type ConvolutionSpec = {
  /** [3, 3, in, out]. */
  readonly weight: tf.Tensor4D;
  /** [out]. */
  readonly bias: tf.Tensor1D;
  /** Halve the size by 2×2 pooling before. */
  readonly poolBefore: boolean;
  /** Whether its output is one of the four taps. */
  readonly tapped: boolean;
};

export type FeatureNetworkSpec = {
  /** For messages and saved settings. */
  readonly name: string;
  readonly convolutions: readonly ConvolutionSpec[];
  readonly padding: PaddingMode;
  readonly pooling: 'avg' | 'max';
};

/** What the forward pass keeps for the reverse pass; whoever asked for it frees all by `tf.tidy` or `tf.dispose`. */
export type Activations = {
  /** Output of every convolution, after ReLU. */
  readonly outputs: readonly tf.Tensor4D[];
  /** The tapped ones of them, shallow to deep. */
  readonly taps: readonly tf.Tensor4D[];
};

type Layer = ConvolutionSpec & {
  /** The flipped filter with channels swapped, [3, 3, out, in]: convolving with it is the gradient. */
  readonly reverse: tf.Tensor4D;
};

/** The border of 2 that turns a `valid` 3×3 convolution into the full one. */
const fullPadding: [[number, number], [number, number], [number, number], [number, number]] = [
  [0, 0],
  [2, 2],
  [2, 2],
  [0, 0],
];

function reversed(weight: tf.Tensor4D): tf.Tensor4D {
  return tf.tidy(() => tf.transpose(tf.reverse(weight, [0, 1]), [0, 1, 3, 2]));
}

/** ReLU's gradient: what flows back where the output was positive. */
function throughRelu(gradient: tf.Tensor4D, output: tf.Tensor4D): tf.Tensor4D {
  return tf.mul<tf.Tensor4D>(gradient, tf.step(output));
}

export class FeatureNetwork {
  readonly name: string;
  /** Below this side the deepest layer has no two pixels to pad. px */
  readonly minSide: number;
  readonly #layers: readonly Layer[];
  readonly #padding: PaddingMode;
  readonly #pooling: 'avg' | 'max';
  #disposed = false;

  /** Takes ownership of the spec's tensors, on the current backend. */
  constructor(spec: FeatureNetworkSpec) {
    this.name = spec.name;
    this.#layers = spec.convolutions.map((layer) => ({ ...layer, reverse: reversed(layer.weight) }));
    this.#padding = spec.padding;
    this.#pooling = spec.pooling;
    this.minSide = 2 * 2 ** spec.convolutions.filter(({ poolBefore }) => poolBefore).length;
    assert(this.taps > 0, 'a loss network has taps');
  }

  /** How many taps it has. */
  get taps(): number {
    return this.#layers.filter(({ tapped }) => tapped).length;
  }

  /**
   * Memory that a run takes at its peak, bytes per pixel of the picture: all activations of the content and of a style
   * (for the targets), and a multiple of what the layer with the most numbers per pixel has (its padded copy, its
   * transpose, errors, gradients, and what a growing wasm heap leaves unused). The multiple is measured on wasm: 1.2 kB
   * per pixel through our network at 1024², 4.1 kB through VGG-19 at 512², whose estimate is a sixth higher.
   */
  get bytesPerPixel(): number {
    let pixels = 1;
    let [all, most] = [0, 0];
    for (const { weight, poolBefore } of this.#layers) {
      if (poolBefore) pixels /= 4;
      const outputs = weight.shape[3] * pixels;
      all += outputs;
      most = Math.max(most, outputs);
    }
    return 4 * (2 * all + 10.5 * most);
  }

  /** @param rgb [1, h, w, 3], 0..1, sides ≥ `minSide`. */
  forward(rgb: tf.Tensor4D): Activations {
    const outputs: tf.Tensor4D[] = [];
    let x = rgb;
    for (const { weight, bias, poolBefore } of this.#layers) {
      const input = x;
      x = tf.tidy(() =>
        tf.fused.conv2d({
          x: padBorder(poolBefore ? this.#pool(input) : input, this.#padding),
          filter: weight,
          strides: 1,
          pad: 'valid',
          bias,
          activation: 'relu',
        }),
      );
      outputs.push(x);
    }
    return { outputs, taps: outputs.filter((_, i) => this.#layers[i]?.tapped === true) };
  }

  /**
   * Gradient with respect to the picture, [1, h, w, 3]; the caller frees it.
   * @param tapGradients one per tap, in the tap's shape; freed here, as soon as they are used.
   */
  backward(
    rgb: tf.Tensor4D,
    { outputs }: Pick<Activations, 'outputs'>,
    tapGradients: tf.Tensor4D[],
  ): tf.Tensor4D {
    const remaining = [...tapGradients];
    let gradient: tf.Tensor4D | undefined;
    for (let i = this.#layers.length - 1; i >= 0; i--) {
      const layer = required(this.#layers[i], 'layer');
      const output = required(outputs[i], 'activation');
      const fromTap = layer.tapped ? remaining.pop() : undefined;
      const above = gradient;
      // Above the deepest tap nothing flows back.
      if (above === undefined && fromTap === undefined) continue;
      gradient = tf.tidy(() => {
        const dy = above && fromTap ? tf.add<tf.Tensor4D>(above, fromTap) : (above ?? fromTap);
        const dx = throughRelu(required(dy, 'gradient'), output);
        const folded = foldPadding(tf.conv2d(dx, layer.reverse, 1, fullPadding), this.#padding);
        return layer.poolBefore ? this.#poolBackward(folded, outputs[i - 1] ?? rgb) : folded;
      });
      tf.dispose([above, fromTap].filter((x) => x !== undefined));
    }
    return required(gradient, 'gradient');
  }

  /** Idempotent. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const { weight, bias, reverse } of this.#layers) {
      tf.dispose([weight, bias, reverse]);
    }
  }

  #pool(x: tf.Tensor4D): tf.Tensor4D {
    return this.#pooling === 'avg' ? tf.avgPool(x, 2, 2, 'valid') : tf.maxPool(x, 2, 2, 'valid');
  }

  /** tfjs has the gradients of pooling as kernels, without public functions. */
  #poolBackward(dy: tf.Tensor4D, input: tf.Tensor4D): tf.Tensor4D {
    const attributes = { filterSize: 2, strides: 2, pad: 'valid' };
    if (this.#pooling === 'avg')
      return tf.engine().runKernel<tf.Tensor4D>('AvgPoolGrad', { dy, input }, attributes);
    const output = this.#pool(input);
    return tf.engine().runKernel<tf.Tensor4D>('MaxPoolGrad', { dy, input, output }, attributes);
  }
}
