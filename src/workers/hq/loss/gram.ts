/**
 * Gram matrices: which features occur together, wherever they are (Gatys, Ecker, Bethge, “Image style transfer using
 * convolutional neural networks”, CVPR 2016, eq. 3), here divided by the number of pixels so that pictures of different
 * sizes can be compared.
 */
import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import { sliceRows } from './rows';
import { registerMemoryKernel } from '../../networks/backend/tensor-memory';
import type { TensorMemory } from '../../networks/backend/tensor-memory';

const transposeKernel = 'StillTranspose';

/** As many rows of features fit a core's cache with their products. */
const rowsAtOnce = 2048;

/** As many columns at once as an L1 cache has ways: with a power-of-two stride they share their cache sets. */
const columnsAtOnce = 8;

/** [rows, columns] → [columns, rows]. tfjs's wasm kernel takes ten times as long on tall matrices. */
function transposeInMemory(memory: TensorMemory, inputs: Partial<Record<string, tf.TensorInfo>>) {
  const info = required(inputs['x'], 'x');
  const [rows = 0, columns = 0] = info.shape;
  const outInfo = memory.make([columns, rows]);
  const x = memory.view(info);
  const out = memory.view(outInfo);
  for (let first = 0; first < columns; first += columnsAtOnce) {
    const last = Math.min(columns, first + columnsAtOnce);
    for (let row = 0; row < rows; row++) {
      const i = row * columns;
      for (let column = first; column < last; column++) out[column * rows + row] = x[i + column] as number;
    }
  }
  return outInfo;
}

/** A tap [1, h, w, c] as a matrix [h·w, c], sharing its memory. */
export function asMatrix(tap: tf.Tensor4D): tf.Tensor2D {
  return tf.reshape(tap, [tap.shape[1] * tap.shape[2], tap.shape[3]]);
}

/**
 * FᵀF, some rows at a time: XNNPACK lays its right factor out anew, which takes twice as long as the product when that
 * is as tall as a picture has pixels. It multiplies only when nothing is to be transposed.
 */
function productInMemory(features: tf.Tensor2D): tf.Tensor2D {
  const [pixels] = features.shape;
  const products: tf.Tensor2D[] = [];
  for (let from = 0; from < pixels; from += rowsAtOnce) {
    products.push(
      tf.tidy(() => {
        const rows = sliceRows(features, from, Math.min(rowsAtOnce, pixels - from));
        return tf.matMul<tf.Tensor2D>(tf.engine().runKernel<tf.Tensor2D>(transposeKernel, { x: rows }), rows);
      }),
    );
  }
  return tf.addN(products);
}

/**
 * FᵀF / pixels.
 * @param features [pixels, channels]. @returns [channels, channels], symmetric; the caller frees it.
 */
export function gramMatrix(features: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const [pixels] = features.shape;
    const product = registerMemoryKernel(transposeKernel, transposeInMemory)
      ? productInMemory(features)
      : tf.matMul<tf.Tensor2D>(features, features, true, false);
    return tf.mul<tf.Tensor2D>(product, 1 / pixels);
  });
}
