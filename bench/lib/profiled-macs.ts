/** Counts multiply-accumulates of whatever tfjs network is run, from the shapes its kernels report (`tf.profile`). */
import * as tf from '@tensorflow/tfjs-core';

/** Elements of a tensor of this shape. */
function elements(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/**
 * Multiply-accumulates of all convolutions and matrix products in `run`, which may return tensors; they are freed.
 * Convolutions: out elements × filter elements / out channels; depthwise ones: out elements × filter height × width.
 */
export async function profiledMacs(run: () => tf.TensorContainer): Promise<number> {
  let result: tf.TensorContainer = [];
  const { kernels } = await tf.profile(() => {
    result = tf.tidy(run);
    return result;
  });
  tf.dispose(result);
  let macs = 0;
  for (const { name, inputShapes, outputShapes } of kernels) {
    const out = elements(outputShapes[0] ?? [0]);
    const filter = inputShapes[1] ?? [];
    switch (name) {
      case 'Conv2D':
      case 'FusedConv2D':
        macs += (out * elements(filter)) / (filter.at(-1) ?? 1);
        break;
      case 'DepthwiseConv2dNative':
      case 'FusedDepthwiseConv2D':
        macs += out * (filter[0] ?? 0) * (filter[1] ?? 0);
        break;
      case 'BatchMatMul':
      case '_FusedMatMul':
        macs += out * (inputShapes[0]?.at(-1) ?? 0);
        break;
    }
  }
  return macs;
}
