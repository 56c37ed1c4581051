/** The golden tensors that `training/` computed with PyTorch, and the networks they belong to (Node only). */

import { readFileSync } from 'node:fs';
import type { RgbaPicture } from '../../src/shared/picture';
import { floatTensor, parseSafetensors } from '../../src/workers/networks/safetensors';
import type { TensorFile } from '../../src/workers/networks/safetensors';
import type { ModelFiles } from '../../src/workers/engine.protocol';

const root = new URL('../../', import.meta.url);

/** A repository file as its own ArrayBuffer. */
export function fileBytes(path: string): ArrayBuffer {
  return new Uint8Array(readFileSync(new URL(path, root))).buffer;
}

/** The shipped networks. */
export function modelFiles(): ModelFiles {
  const index = JSON.parse(new TextDecoder().decode(fileBytes('public/models/models.json'))) as Record<
    keyof ModelFiles,
    { file: string }
  >;
  const bytes = (key: keyof ModelFiles): ArrayBuffer => fileBytes(`public/models/${index[key].file}`);
  return {
    transformer: bytes('transformer'),
    styleHead: bytes('styleHead'),
    lossNetwork: bytes('lossNetwork'),
  };
}

export function golden(): TensorFile {
  return parseSafetensors(fileBytes('tests/fixtures/golden.safetensors'), 'golden.safetensors');
}

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

/** Golden floats of any shape. */
export function goldenFloats(file: TensorFile, key: string): Float32Array {
  const tensor = file.tensors.get(key);
  return floatTensor(file, key, tensor?.shape ?? []);
}

/** Largest absolute difference; Infinity when the lengths differ. */
export function maxError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) return Infinity;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const error = Math.abs(Number(a[i]) - Number(b[i]));
    if (!(error <= most)) most = error;
  }
  return most;
}

/** Peak signal-to-noise ratio of two pictures' RGB, dB. */
export function psnr(a: RgbaPicture, b: RgbaPicture): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) {
    if (i % 4 !== 3) sum += (Number(a.data[i]) - Number(b.data[i])) ** 2;
  }
  return 10 * Math.log10(255 ** 2 / (sum / ((a.data.length * 3) / 4)));
}
