/**
 * The adjoint of padding by one pixel: what flows back into the border is added to the pixel it was copied from. tfjs's
 * own gradient of `mirrorPad` cuts the border off instead (MirrorPad_grad.ts: “so the gradient slices the original
 * shape”), which is wrong by up to the whole gradient along the edges of a picture.
 */
import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import type { PaddingMode } from '../../networks/nets/padding';
import { registerMemoryKernel } from '../../networks/backend/tensor-memory';
import type { TensorMemory } from '../../networks/backend/tensor-memory';

/** The pixel, counted from the edge, that the border was copied from. */
const sourceOf = { symmetric: 0, reflect: 1 } as const;

/** One axis (1 or 2) out of stock operations, for GPUs: cut the border off, add its two lines where they came from. */
function foldAxis(x: tf.Tensor4D, axis: 1 | 2, mode: PaddingMode): tf.Tensor4D {
  const length = x.shape[axis] - 2;
  const cut = (begin: number, size: number): tf.Tensor4D => {
    const from: [number, number, number, number] = [0, 0, 0, 0];
    const sizes = [...x.shape];
    from[axis] = begin;
    sizes[axis] = size;
    return tf.slice(x, from, sizes);
  };
  const placed = (line: tf.Tensor4D, at: number): tf.Tensor4D => {
    const pads: [number, number][] = [0, 1, 2, 3].map((d) => (d === axis ? [at, length - 1 - at] : [0, 0]));
    return tf.pad(line, pads);
  };
  const source = sourceOf[mode];
  const border = tf.add(placed(cut(0, 1), source), placed(cut(length + 1, 1), length - 1 - source));
  return tf.add(cut(1, length), border);
}

const kernelName = 'StillFoldPadding';

function foldInMemory(
  memory: TensorMemory,
  inputs: Partial<Record<string, tf.TensorInfo>>,
  attributes: Readonly<Record<string, unknown>>,
) {
  const info = required(inputs['x'], 'x');
  const [, paddedRows = 0, paddedColumns = 0, channels = 0] = info.shape;
  const rows = paddedRows - 2;
  const columns = paddedColumns - 2;
  const source = attributes['mode'] === 'reflect' ? 1 : 0;
  const outInfo = memory.make([1, rows, columns, channels]);
  const x = memory.view(info);
  const out = memory.view(outInfo);
  const rowLength = columns * channels;
  out.fill(0);
  for (let paddedRow = 0; paddedRow < paddedRows; paddedRow++) {
    let row = paddedRow - 1;
    if (row < 0) row = source;
    else if (row === rows) row = rows - 1 - source;
    const i = paddedRow * paddedColumns * channels;
    const o = row * rowLength;
    const middle = i + channels;
    if (row === paddedRow - 1 && row !== source && row !== rows - 1 - source) {
      out.set(x.subarray(middle, middle + rowLength), o);
    } else {
      for (let k = 0; k < rowLength; k++) (out[o + k] as number) += x[middle + k] as number;
    }
    const left = o + source * channels;
    const right = o + (columns - 1 - source) * channels;
    const last = i + (paddedColumns - 1) * channels;
    for (let c = 0; c < channels; c++) {
      (out[left + c] as number) += x[i + c] as number;
      (out[right + c] as number) += x[last + c] as number;
    }
  }
  return outInfo;
}

/**
 * Gradient with respect to what was padded.
 * @param gradient [1, h + 2, w + 2, c], h and w ≥ 2. @returns [1, h, w, c]; the caller frees it.
 */
export function foldPadding(gradient: tf.Tensor4D, mode: PaddingMode): tf.Tensor4D {
  if (registerMemoryKernel(kernelName, foldInMemory)) {
    return tf.engine().runKernel<tf.Tensor4D>(kernelName, { x: gradient }, { mode });
  }
  return tf.tidy(() => foldAxis(foldAxis(gradient, 1, mode), 2, mode));
}
