/** Antialiased resizing of pictures in main memory, for where there is no canvas. Pure. */

import type { RgbaPicture, Size } from '../../shared/picture';

type Tap = { readonly first: number; readonly weights: readonly number[] };

/** For each output position the input positions it averages: a triangle as wide as the scale, at least one px. */
function taps(from: number, to: number): Tap[] {
  const scale = from / to;
  const radius = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const first = Math.max(0, Math.floor(centre - radius));
    const last = Math.min(from - 1, Math.ceil(centre + radius));
    const raw = Array.from({ length: last - first + 1 }, (_w, k) =>
      Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / radius),
    );
    const sum = raw.reduce((total, weight) => total + weight, 0);
    return { first, weights: raw.map((weight) => weight / sum) };
  });
}

/** `picture` at another size; alpha comes out opaque. */
export function resizePicture(picture: RgbaPicture, { width, height }: Size): RgbaPicture {
  if (picture.width === width && picture.height === height) return picture;
  const columns = taps(picture.width, width);
  const rows = taps(picture.height, height);
  // [picture.height, width, 3]
  const wide = new Float32Array(picture.height * width * 3);
  for (let y = 0, o = 0; y < picture.height; y++) {
    for (const { first, weights } of columns) {
      for (let c = 0; c < 3; c++, o++) {
        let sum = 0;
        weights.forEach(
          (weight, k) => (sum += weight * Number(picture.data[(y * picture.width + first + k) * 4 + c])),
        );
        wide[o] = sum;
      }
    }
  }
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  rows.forEach(({ first, weights }, y) => {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        weights.forEach((weight, k) => (sum += weight * Number(wide[((first + k) * width + x) * 3 + c])));
        data[(y * width + x) * 4 + c] = sum;
      }
    }
  });
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
