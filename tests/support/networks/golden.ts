/** The golden tensors that `training/` computed with PyTorch, and the networks they belong to (Node only). */

import { readFileSync } from 'node:fs';
import type { RgbaPicture } from '../../../src/shared/picture';
import { parseSafetensors } from '../../../src/workers/networks/files/safetensors';
import type { TensorFile } from '../../../src/workers/networks/files/safetensors';
import type { ModelFiles } from '../../../src/workers/networks/types';

const root = new URL('../../../', import.meta.url);

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

/** Peak signal-to-noise ratio of two pictures' RGB, dB. */
export function psnr(a: RgbaPicture, b: RgbaPicture): number {
  let sum = 0;
  for (let i = 0; i < a.data.length; i++) {
    if (i % 4 !== 3) sum += (Number(a.data[i]) - Number(b.data[i])) ** 2;
  }
  return 10 * Math.log10(255 ** 2 / (sum / ((a.data.length * 3) / 4)));
}
