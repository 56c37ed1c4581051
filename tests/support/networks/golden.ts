/** The golden tensors that `training/` computed with PyTorch, and the networks they belong to (Node only). */

import { readFileSync } from 'node:fs';
import type { RgbaPicture } from '../../../src/shared/picture';
import { parseSafetensors } from '../../../src/workers/networks/files/safetensors';
import type { TensorFile } from '../../../src/workers/networks/files/safetensors';
import { entryOf, parseIndex } from '../../../src/pipeline/engine/model-index';
import type { ModelName } from '../../../src/pipeline/engine/model-index';
import type { ModelFiles } from '../../../src/workers/networks/types';

const root = new URL('../../../', import.meta.url);

/** A repository file as its own ArrayBuffer. */
export function fileBytes(path: string): ArrayBuffer {
  return new Uint8Array(readFileSync(new URL(path, root))).buffer;
}

function shipped(name: ModelName): ArrayBuffer {
  const index = parseIndex(new TextDecoder().decode(fileBytes('public/models/models.json')));
  return fileBytes(`public/models/${entryOf(index, name).file}`);
}

/** The shipped networks of live mode. */
export function modelFiles(): ModelFiles {
  return {
    transformer: shipped('transformer'),
    styleHead: shipped('styleHead'),
    lossNetwork: shipped('lossNetwork'),
  };
}

/** The shipped network that HQ stills are optimised through. */
export function perceptualNetwork(): ArrayBuffer {
  return shipped('perceptualNetwork');
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
