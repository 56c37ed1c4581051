/** Reading the golden tensors that `training/` computed with PyTorch, in Node and in pages. */

import type { RgbaPicture } from '../../../src/shared/picture';
import { floatTensor } from '../../../src/workers/networks/files/safetensors';
import type { TensorFile } from '../../../src/workers/networks/files/safetensors';
import type { StyleMask } from '../../../src/workers/networks/types';

/** A golden picture `[h, w, 3]` as RGBA. */
export function goldenPicture(file: TensorFile, key: string): RgbaPicture {
  const tensor = file.tensors.get(key);
  const [height, width] = tensor?.shape ?? [];
  if (tensor?.dtype !== 'U8' || height === undefined || width === undefined)
    throw new Error(`no picture ${key}`);
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) data.set(tensor.data.subarray(i * 3, i * 3 + 3), i * 4);
  return { data, width, height };
}

/** A golden mask of two styles, `[h, w]`. */
export function goldenMask(file: TensorFile, key: string): StyleMask {
  const tensor = file.tensors.get(key);
  const [height, width] = tensor?.shape ?? [];
  if (tensor?.dtype !== 'U8' || height === undefined || width === undefined)
    throw new Error(`no mask ${key}`);
  return { data: Uint8Array.from(tensor.data), width, height };
}

/** Golden floats of any shape. */
export function goldenFloats(file: TensorFile, key: string): Float32Array {
  const tensor = file.tensors.get(key);
  return floatTensor(file, key, tensor?.shape ?? []);
}

/** Largest absolute difference; Infinity when the lengths differ, nothing is compared or a number is missing. */
export function maxError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(Number(a[i]) - Number(b[i]));
    if (!(error <= most)) most = Number.isNaN(error) ? Infinity : error;
  }
  return most;
}
