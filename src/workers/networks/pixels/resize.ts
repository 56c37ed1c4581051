/** Antialiased resizing of pictures in main memory, for where there is no canvas. Pure. */

import type { RgbaPicture, Size } from '../../../shared/picture';
import { resampleChannels } from './resample-axis';

/**
 * `picture` at another size, opaque; `picture` itself when it has that size. By Lanczos' filter: so the networks' training
 * saw pictures, and a style code tells a softer one apart.
 */
export function resizePicture(picture: RgbaPicture, { width, height }: Size): RgbaPicture {
  if (picture.width === width && picture.height === height) return picture;
  // [picture.height, picture.width, 4] → [picture.height, width, 4] → [height, width, 4]
  const wide = resampleChannels(picture.data, [picture.height, picture.width, 4], width, 'lanczos');
  const out = resampleChannels(wide, [1, picture.height, width * 4], height, 'lanczos');
  const data = Uint8ClampedArray.from(out);
  for (let i = 3; i < data.length; i += 4) data[i] = 255;
  return { data, width, height };
}

/** The top left `width` × `height` of `picture`; beyond its edges the edge pixel repeats. */
export function extendOrCrop(picture: RgbaPicture, { width, height }: Size): RgbaPicture {
  if (picture.width === width && picture.height === height) return picture;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0, o = 0; y < height; y++) {
    const row = Math.min(y, picture.height - 1) * picture.width;
    for (let x = 0; x < width; x++, o += 4) {
      const i = (row + Math.min(x, picture.width - 1)) * 4;
      data.set(picture.data.subarray(i, i + 4), o);
    }
  }
  return { data, width, height };
}
