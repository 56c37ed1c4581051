/**
 * Pictures the optimiser computes on: RGB floats in main memory. Plain arrays, nothing to free. The optimiser's
 * variables live here and not on the GPU: 3·w·h numbers travel once per iteration, which is little beside the network,
 * and the arithmetic on them is then the same on every backend, reproducible, and trivially saved.
 */

import { assert } from '../../../shared/assert';
import type { RgbaPicture, Size } from '../../../shared/picture';
import { rgbFloats } from '../../networks/pixels/pixels';

/** RGB, row-major [height, width, 3], nominally 0..1. */
export type FloatPicture = Size & { readonly data: Float32Array };

/** RGBA bytes as floats; alpha is dropped. */
export function toFloatPicture(picture: RgbaPicture): FloatPicture {
  return { data: rgbFloats(picture), width: picture.width, height: picture.height };
}

/** Floats as opaque RGBA bytes, clamped to 0..1 and rounded. */
export function toRgbaPicture({ data, width, height }: FloatPicture): RgbaPicture {
  assert(data.length === width * height * 3, 'an RGB picture has three numbers per pixel');
  const out = new Uint8ClampedArray(width * height * 4);
  for (let i = 0, o = 0; i < data.length; i += 3, o += 4) {
    out[o] = Number(data[i]) * 255;
    out[o + 1] = Number(data[i + 1]) * 255;
    out[o + 2] = Number(data[i + 2]) * 255;
    out[o + 3] = 255;
  }
  return { data: out, width, height };
}
