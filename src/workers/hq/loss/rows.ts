/**
 * Rows of a matrix as a matrix of their own. Why not `tf.slice` where tensors lie in main memory: tfjs's wasm kernel
 * copies the whole tensor first.
 */

import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import { registerMemoryKernel } from '../../networks/backend/tensor-memory';
import type { TensorMemory } from '../../networks/backend/tensor-memory';

const kernelName = 'HqRows';

function copyInMemory(
  memory: TensorMemory,
  inputs: Partial<Record<string, tf.TensorInfo>>,
  { from, count }: Readonly<Record<string, unknown>>,
) {
  const info = required(inputs['x'], 'x');
  const columns = Number(info.shape[1]);
  const outInfo = memory.make([Number(count), columns]);
  const start = Number(from) * columns;
  memory.view(outInfo).set(memory.view(info).subarray(start, start + Number(count) * columns));
  return outInfo;
}

/** @param x [rows, columns]. @returns its rows `from` to `from + count`, [count, columns]; the caller frees it. */
export function sliceRows(x: tf.Tensor2D, from: number, count: number): tf.Tensor2D {
  if (from === 0 && count === x.shape[0]) return tf.clone(x);
  if (!registerMemoryKernel(kernelName, copyInMemory)) return tf.slice(x, [from, 0], [count, x.shape[1]]);
  return tf.engine().runKernel<tf.Tensor2D>(kernelName, { x }, { from, count });
}
