/**
 * A picture as the sum of a Laplacian pyramid's levels (Burt & Adelson, “The Laplacian pyramid as a compact image code”,
 * 1983), as the optimiser moves it. Adam at every pixel alone makes every frequency move equally far, that is mostly the
 * high ones, which are the directions in which a small loss network is fooled first; on the levels the large shapes
 * move too, and as far as they should. (The same idea in the Fourier domain: Olah, Mordvintsev & Schubert, “Feature
 * visualization”, Distill 2017.)
 */

import { required } from '../../../shared/assert';
import type { Size } from '../../../shared/picture';
import type { FloatPicture } from './float-picture';
import { addDetail, resample } from './resample';

/** Halvings below the finest level, fewer where a side would vanish. */
const halvings = 5;
/** How much longer each level's steps are than the next finer one's: coarse shapes have more contrast. */
const growth = 1.4;

function levelSizes(size: Size): Size[] {
  const sizes = [size];
  for (let { width, height } = size; sizes.length <= halvings && Math.min(width, height) > 1;) {
    width = Math.ceil(width / 2);
    height = Math.ceil(height / 2);
    sizes.push({ width, height });
  }
  return sizes;
}

export class Pyramid {
  readonly #sizes: readonly Size[];
  /** Numbers in all levels together: the length of what `analyse` returns. */
  readonly length: number;

  /** @param size of the picture, px. */
  constructor(size: Size) {
    this.#sizes = levelSizes(size);
    this.length = this.#sizes.reduce((sum, { width, height }) => sum + width * height * 3, 0);
  }

  /** A gradient with respect to the picture, [height, width, 3], as one for each level, the finest first; a copy. */
  analyse(gradient: Float32Array): Float32Array {
    const all = new Float32Array(this.length);
    let level: FloatPicture = { ...required(this.#sizes[0], 'size'), data: gradient };
    let offset = 0;
    for (const size of this.#sizes) {
      level = resample(level, size, 'linear');
      all.set(level.data, offset);
      offset += level.data.length;
    }
    return all;
  }

  /** The change of the picture, [height, width, 3], when each level, the finest first, changes by `levels`; a copy. */
  synthesise(levels: Float32Array): Float32Array {
    let end = levels.length;
    let sum: FloatPicture | undefined;
    for (const size of this.#sizes.toReversed()) {
      const start = end - size.width * size.height * 3;
      const level = { ...size, data: levels.slice(start, end) };
      const coarser = sum && resample(sum, size, 'linear').data.map((value) => value * growth);
      sum = addDetail(level, coarser);
      end = start;
    }
    return required(sum, 'level').data;
  }
}
