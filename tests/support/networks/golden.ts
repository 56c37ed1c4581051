/** The golden tensors that `training/` computed with PyTorch. Node only. */

import type { RgbaPicture } from '../../../src/shared/picture';
import { parseSafetensors } from '../../../src/workers/networks/files/safetensors';
import type { TensorFile } from '../../../src/workers/networks/files/safetensors';
import { fileBytes } from '../../../tools/networks/shipped-networks';

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
