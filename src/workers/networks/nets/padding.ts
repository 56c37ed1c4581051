import * as tf from '@tensorflow/tfjs-core';

/** How a picture goes on beyond its edge: `symmetric` by one pixel replicates it, `reflect` mirrors around it. */
export type PaddingMode = 'symmetric' | 'reflect';

/** Pads height and width by one. x: [1, h, w, c], h and w ≥ 2. */
export function padBorder(x: tf.Tensor4D, mode: PaddingMode): tf.Tensor4D {
  return tf.mirrorPad(
    x,
    [
      [0, 0],
      [1, 1],
      [1, 1],
      [0, 0],
    ],
    mode,
  );
}
