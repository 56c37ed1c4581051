/** Weights from PyTorch's layouts into tfjs's. The tensors made here belong to the caller. */

import * as tf from '@tensorflow/tfjs-core';
import { floatTensor } from './safetensors';
import type { TensorFile } from './safetensors';

/** How a convolution's channels are reordered while loading: see {@link blockOrder}. */
export interface ChannelOrder {
  readonly input?: readonly number[];
  readonly output?: readonly number[];
}

/**
 * PyTorch orders the channels of a pixel-shuffled 2 × 2 block (c, dy, dx), tfjs (dy, dx, c). Entry i is the PyTorch
 * channel that tfjs has at i, for `channels` per pixel.
 */
export function blockOrder(channels: number): number[] {
  return Array.from({ length: channels * 4 }, (_, i) => (i % channels) * 4 + Math.floor(i / channels));
}

/** Weight of a dense convolution, `[out, in, k, k]` in the file, as `[k, k, in, out]`. */
export function convWeight(
  file: TensorFile,
  key: string,
  [outputs, inputs, side]: readonly [outputs: number, inputs: number, side: number],
  order: ChannelOrder = {},
): tf.Tensor4D {
  const source = floatTensor(file, key, [outputs, inputs, side, side]);
  const area = side * side;
  const out = new Float32Array(source.length);
  let o = 0;
  for (let k = 0; k < area; k++) {
    for (let i = 0; i < inputs; i++) {
      for (let j = 0; j < outputs; j++) {
        const from = (order.output?.[j] ?? j) * inputs + (order.input?.[i] ?? i);
        out[o++] = Number(source[from * area + k]);
      }
    }
  }
  return tf.tensor4d(out, [side, side, inputs, outputs]);
}

/** Weight of a depthwise 3×3 convolution, `[channels, 1, 3, 3]` in the file, as `[3, 3, channels, 1]`. */
export function depthwiseWeight(file: TensorFile, key: string, channels: number): tf.Tensor4D {
  const source = floatTensor(file, key, [channels, 1, 3, 3]);
  const out = Float32Array.from(source, (_, o) =>
    Number(source[(o % channels) * 9 + Math.floor(o / channels)]),
  );
  return tf.tensor4d(out, [3, 3, channels, 1]);
}

/** A vector, optionally reordered. */
export function vector(
  file: TensorFile,
  key: string,
  length: number,
  order?: readonly number[],
): tf.Tensor1D {
  const source = floatTensor(file, key, [length]);
  return tf.tensor1d(order ? Float32Array.from(order, (i) => Number(source[i])) : source);
}
