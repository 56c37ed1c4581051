/**
 * Our small VGG-like network (`LossNetwork` in training/impasto/networks/live.py), whose taps' statistics the style head
 * reads. Owns its weight tensors; `dispose()` frees them.
 */

import * as tf from '@tensorflow/tfjs-core';
import { parseSafetensors } from '../files/safetensors';
import { convWeight, vector } from '../files/weights';
import { padBorder } from './padding';

/** Channels of each stage's convolutions, input first. */
const stages = [
  [3, 16, 16],
  [16, 32, 32],
  [32, 64, 64, 64],
  [64, 128, 128, 128],
] as const;

/** Of each stage, the convolution whose output is tapped. */
const tappedConvolution = [0, 1, 1, 2] as const;

/** Smallest side, px: after three 2×2 poolings the deepest stage has 2×2 pixels then. */
export const lossNetworkMinSide = 16;

interface Layer {
  readonly weight: tf.Tensor4D;
  readonly bias: tf.Tensor1D;
}

export class LossNetwork {
  readonly #stages: readonly (readonly Layer[])[];

  /** @param buffer the safetensors file. @throws ImpastoError `model-format`. */
  constructor(buffer: ArrayBuffer) {
    const file = parseSafetensors(buffer, 'The loss network');
    const layer = (key: string, inputs: number, outputs: number): Layer => ({
      weight: convWeight(file, `${key}.weight`, [outputs, inputs, 3]),
      bias: vector(file, `${key}.bias`, outputs),
    });
    this.#stages = stages.map((channels, s) =>
      channels.slice(1).map((outputs, i) => layer(`st.${s}.${i}`, Number(channels[i]), outputs)),
    );
  }

  /**
   * The four raw taps, which the caller frees.
   * @param rgb [1, h, w, 3], 0..1, sides ≥ `lossNetworkMinSide`. @returns [1, h/2ᵏ, w/2ᵏ, 16·2ᵏ] for k = 0..3.
   */
  taps(rgb: tf.Tensor4D): tf.Tensor4D[] {
    return tf.tidy(() => {
      const taps: tf.Tensor4D[] = [];
      let x = tf.div<tf.Tensor4D>(tf.sub(rgb, 0.45), 0.25);
      this.#stages.forEach((layers, stage) => {
        if (stage > 0) x = tf.avgPool(x, 2, 2, 'valid');
        layers.forEach(({ weight, bias }, i) => {
          x = tf.fused.conv2d({
            x: padBorder(x, 'symmetric'),
            filter: weight,
            strides: 1,
            pad: 'valid',
            bias,
            activation: 'relu',
          });
          if (i === tappedConvolution[stage]) taps.push(x);
        });
      });
      return taps;
    });
  }

  /** Mean and deviation of every tap's channels, tap by tap: 480 numbers, a tensor the caller frees. */
  statistics(rgb: tf.Tensor4D): tf.Tensor1D {
    return tf.tidy(() =>
      tf.concat1d(
        this.taps(rgb).flatMap((tap) => {
          const { mean, variance } = tf.moments(tap, [0, 1, 2]);
          return [mean as tf.Tensor1D, tf.sqrt<tf.Tensor1D>(tf.add(variance, 1e-5))];
        }),
      ),
    );
  }

  dispose(): void {
    for (const { weight, bias } of this.#stages.flat()) {
      weight.dispose();
      bias.dispose();
    }
  }
}
