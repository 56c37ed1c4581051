/**
 * Fills what is transparent in an artwork with mirrored parts of what is seen, so that only what is seen makes the style:
 * on white or black, the ground would be mixed in. Mirrored, because strokes and colours keep their shares and no edge
 * appears where the artwork ends.
 */
import { required } from '../assert';
import type { RgbaPicture } from '../picture';

/** Alpha from which a pixel counts as seen, 0..255. */
const seenAlpha = 128;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The smallest box, edges included, that holds all that is seen; null when nothing is. */
function seenBox(seen: (x: number, y: number) => boolean, width: number, height: number): Box | null {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (seen(x, y)) {
        left = Math.min(left, x);
        right = Math.max(right, x);
        top = Math.min(top, y);
        bottom = y;
      }
  return right < 0 ? null : { left, top, right, bottom };
}

/** Mirrors `at` at the ends of `from`..`to` (both included) until it lies between them. */
function folded(at: number, from: number, to: number): number {
  const length = to - from + 1;
  const turn = (((at - from) % (2 * length)) + 2 * length) % (2 * length);
  return from + (turn < length ? turn : 2 * length - 1 - turn);
}

/**
 * Index of the nearest seen pixel for each pixel, by distances passed on from neighbour to neighbour (Danielsson,
 * Euclidean distance mapping, 1980).
 */
function nearestSeen(
  seen: (x: number, y: number) => boolean,
  { width, height }: { readonly width: number; readonly height: number },
): Int32Array {
  const nearest = new Int32Array(width * height).fill(-1);
  const distance = new Float64Array(width * height).fill(Infinity);
  const ask = (x: number, y: number, nx: number, ny: number): void => {
    if (nx < 0 || ny < 0 || nx >= width || ny >= height) return;
    const found = required(nearest[ny * width + nx], 'a neighbour');
    if (found < 0) return;
    const far = (x - (found % width)) ** 2 + (y - Math.floor(found / width)) ** 2;
    const at = y * width + x;
    if (far >= required(distance[at], 'a pixel')) return;
    distance[at] = far;
    nearest[at] = found;
  };
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (seen(x, y)) {
        nearest[y * width + x] = y * width + x;
        distance[y * width + x] = 0;
      }
  for (const step of [1, -1]) {
    const rows = Array.from({ length: height }, (_row, index) => (step === 1 ? index : height - 1 - index));
    for (const y of rows) {
      for (let x = 0; x < width; x++) for (const nx of [x - 1, x, x + 1]) ask(x, y, nx, y - step);
      for (let x = 1; x < width; x++) ask(x, y, x - 1, y);
      for (let x = width - 2; x >= 0; x--) ask(x, y, x + 1, y);
    }
  }
  return nearest;
}

/** An opaque picture of the same size; the same object when it is opaque already. White when nothing is seen. */
export function fillTransparent(picture: RgbaPicture): RgbaPicture {
  const { data, width, height } = picture;
  let opaque = true;
  for (let i = 3; i < data.length && opaque; i += 4) opaque = data[i] === 255;
  if (opaque) return picture;
  const seen = (x: number, y: number): boolean => Number(data[(y * width + x) * 4 + 3]) >= seenAlpha;
  const box = seenBox(seen, width, height);
  const out = new Uint8ClampedArray(data.length).fill(255);
  if (!box) return { data: out, width, height };
  const nearest = nearestSeen(seen, picture);
  /** Index of the pixel whose colour is shown. */
  const source = (x: number, y: number): number => {
    if (seen(x, y)) return y * width + x;
    const found = required(nearest[y * width + x], 'a pixel');
    const [mirroredX, mirroredY] = [2 * (found % width) - x, 2 * Math.floor(found / width) - y];
    const inside = mirroredX >= 0 && mirroredY >= 0 && mirroredX < width && mirroredY < height;
    return inside && seen(mirroredX, mirroredY) ? mirroredY * width + mirroredX : found;
  };
  for (let y = 0; y < height; y++) {
    const rowInBox = folded(y, box.top, box.bottom);
    for (let x = 0; x < width; x++) {
      const from = source(folded(x, box.left, box.right), rowInBox) * 4;
      const to = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++)
        out[to + channel] = required(data[from + channel], 'a channel');
    }
  }
  return { data: out, width, height };
}
