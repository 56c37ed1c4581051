/**
 * A network of VGG-19's shape with a hand-written reverse pass. Owns its convolutions; `dispose()` frees them and is
 * idempotent.
 */

import * as tf from '@tensorflow/tfjs-core';
import { assert, required } from '../../../shared/assert';
import type { Convolution } from './convolution';
import { maxPool, maxPoolBackward } from './max-pool';

/** A convolution given here belongs to the network. */
export interface FeatureLayer {
  readonly convolution: Convolution;
  /** Halve the size by 2×2 max pooling before. */
  readonly poolBefore: boolean;
  /** Whether its output is one of the four taps. */
  readonly tapped: boolean;
}

/** What the forward pass keeps for the reverse pass; whoever asked for it frees all by `tf.tidy` or `tf.dispose`. */
export interface Activations {
  /** Output of every convolution, after ReLU. */
  readonly outputs: readonly tf.Tensor4D[];
  /** The tapped ones of them, shallow to deep. */
  readonly taps: readonly tf.Tensor4D[];
}

/** ReLU's gradient: what flows back where the output was positive. */
function throughRelu(gradient: tf.Tensor4D, output: tf.Tensor4D): tf.Tensor4D {
  return tf.mul<tf.Tensor4D>(gradient, tf.step(output));
}

export class FeatureNetwork {
  readonly name: string;
  /** Below this side the deepest layer has no two pixels to pad. px */
  readonly minSide: number;
  readonly #layers: readonly FeatureLayer[];
  #disposed = false;

  /** @param name for messages and saved settings. @param layers its convolutions' tensors are on the current backend. */
  constructor(name: string, layers: readonly FeatureLayer[]) {
    this.name = name;
    this.#layers = layers;
    this.minSide = 2 * 2 ** layers.filter(({ poolBefore }) => poolBefore).length;
    assert(this.taps > 0, 'a loss network has taps');
  }

  /** How many taps it has. */
  get taps(): number {
    return this.#layers.filter(({ tapped }) => tapped).length;
  }

  /**
   * Memory that a run takes at its peak, bytes per pixel of what goes through at once: all activations of the content and
   * of a style (for the targets), and a multiple of what the layer with the most numbers per pixel has (its padded copy, its
   * transpose, errors, gradients, and what a growing wasm heap leaves unused). The multiple is measured on wasm: 3.7 kB per
   * pixel through our network at 512², 4.1 kB through VGG-19; the estimate is a third and a sixth higher.
   */
  get bytesPerPixel(): number {
    let pixels = 1;
    let [all, most] = [0, 0];
    for (const { convolution, poolBefore } of this.#layers) {
      if (poolBefore) pixels /= 4;
      const outputs = convolution.outputs * pixels;
      all += outputs;
      most = Math.max(most, outputs);
    }
    return 4 * (2 * all + 10.5 * most);
  }

  /** @param rgb [1, h, w, 3], 0..1, sides ≥ `minSide`. */
  forward(rgb: tf.Tensor4D): Activations {
    const outputs: tf.Tensor4D[] = [];
    let x = rgb;
    for (const { convolution, poolBefore } of this.#layers) {
      const input = x;
      x = tf.tidy(() => convolution.forward(poolBefore ? maxPool(input) : input));
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
      const { convolution, poolBefore, tapped } = required(this.#layers[i], 'layer');
      const output = required(outputs[i], 'activation');
      const fromTap = tapped ? remaining.pop() : undefined;
      const above = gradient;
      // Above the deepest tap nothing flows back.
      if (above === undefined && fromTap === undefined) continue;
      gradient = tf.tidy(() => {
        const dy = above && fromTap ? tf.add<tf.Tensor4D>(above, fromTap) : (above ?? fromTap);
        const dx = convolution.backward(throughRelu(required(dy, 'gradient'), output));
        return poolBefore ? maxPoolBackward(dx, outputs[i - 1] ?? rgb) : dx;
      });
      tf.dispose([above, fromTap].filter((x) => x !== undefined));
    }
    return required(gradient, 'gradient');
  }

  /** Idempotent. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    for (const { convolution } of this.#layers) convolution.dispose();
  }
}
