/**
 * Between 8-bit RGBA and the networks' numbers, in plain loops: used where pixels are in main memory anyway. Channel
 * order of a 2 × 2 block is (dy, dx, c), what tfjs calls depth-to-space order, not PyTorch's (c, dy, dx).
 */

import type { RgbaPicture, Size } from '../../../shared/picture';

/**
 * The transformer's first activation: 2·x − 1, pixel-unshuffled by 2, with one replicated block around.
 * @param picture h × w, both even. @returns [h/2 + 2, w/2 + 2, 12], values −1..1.
 */
export function unshufflePadded({ data, width, height }: RgbaPicture): Float32Array {
  const rows = height / 2;
  const columns = width / 2;
  const out = new Float32Array((rows + 2) * (columns + 2) * 12);
  let o = 0;
  for (let y = -1; y <= rows; y++) {
    const sourceY = 2 * Math.min(rows - 1, Math.max(0, y));
    for (let x = -1; x <= columns; x++) {
      const sourceX = 2 * Math.min(columns - 1, Math.max(0, x));
      for (let dy = 0; dy < 2; dy++) {
        let i = ((sourceY + dy) * width + sourceX) * 4;
        for (let dx = 0; dx < 2; dx++, i += 4) {
          out[o++] = Number(data[i]) / 127.5 - 1;
          out[o++] = Number(data[i + 1]) / 127.5 - 1;
          out[o++] = Number(data[i + 2]) / 127.5 - 1;
        }
      }
    }
  }
  return out;
}

/** The transformer's output blocks [h/2, w/2, 12], values 0..1, as opaque RGBA of h × w. */
export function shuffleToRgba(blocks: ArrayLike<number>, { width, height }: Size): RgbaPicture {
  const data = new Uint8ClampedArray(width * height * 4);
  let i = 0;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      for (let dy = 0; dy < 2; dy++) {
        let o = ((y + dy) * width + x) * 4;
        for (let dx = 0; dx < 2; dx++) {
          data[o++] = Number(blocks[i++]) * 255;
          data[o++] = Number(blocks[i++]) * 255;
          data[o++] = Number(blocks[i++]) * 255;
          data[o++] = 255;
        }
      }
    }
  }
  return { data, width, height };
}

/** RGB of a picture as [h, w, 3], 0..1. */
export function rgbFloats({ data, width, height }: RgbaPicture): Float32Array {
  const out = new Float32Array(width * height * 3);
  for (let i = 0, o = 0; o < out.length; i += 4) {
    out[o++] = Number(data[i]) / 255;
    out[o++] = Number(data[i + 1]) / 255;
    out[o++] = Number(data[i + 2]) / 255;
  }
  return out;
}
