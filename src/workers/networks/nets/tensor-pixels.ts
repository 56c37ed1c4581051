/** Pixels that are on the GPU anyway, as the networks want them: the tensor counterparts of `pixels.ts`. */

import * as tf from '@tensorflow/tfjs-core';
import { padBorder } from './padding';
import { lumaWeights } from '../pixels/render-options';

/**
 * As `unshufflePadded`.
 * @param pixels [h, w, 3], int32 0..255, sides even. @returns [1, h/2 + 2, w/2 + 2, 12], −1..1, in (dy, dx, c) order.
 */
export function unshuffleTensor(pixels: tf.Tensor3D): tf.Tensor4D {
  return tf.tidy(() => {
    const [height, width] = pixels.shape;
    const scaled = tf.sub(tf.div(tf.cast(pixels, 'float32'), 127.5), 1);
    // [h/2, dy, w/2, dx, c] → [h/2, w/2, dy, dx, c]
    const blocks = tf.transpose(tf.reshape(scaled, [height / 2, 2, width / 2, 2, 3]), [0, 2, 1, 3, 4]);
    return padBorder(tf.reshape(blocks, [1, height / 2, width / 2, 12]), 'symmetric');
  });
}

/** The transformer's output [1, h/2, w/2, 12] as a picture [h, w, 3], 0..1. */
export function shuffleTensor(blocks: tf.Tensor4D): tf.Tensor3D {
  return tf.tidy(() => tf.squeeze<tf.Tensor3D>(tf.depthToSpace(blocks, 2, 'NHWC'), [0]));
}

/** As `keepColours`, on [h, w, 3], 0..1; the caller frees the result. */
export function keepTensorColours(styled: tf.Tensor3D, camera: tf.Tensor3D, keep: number): tf.Tensor3D {
  return tf.tidy(() => {
    const difference = tf.sub(styled, camera);
    // [h, w, 1]
    const luma = tf.sum(tf.mul(difference, tf.tensor1d([...lumaWeights])), 2, true);
    const kept = tf.add(styled, tf.mul(tf.sub(luma, difference), keep));
    return tf.clipByValue<tf.Tensor3D>(kept as tf.Tensor3D, 0, 1);
  });
}
