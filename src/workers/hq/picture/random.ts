/** Seeded noise pictures. Pure: the same seed gives the same picture everywhere. */

import type { Size } from '../../../shared/picture';
import type { FloatPicture } from './float-picture';

/** Mulberry32 (T. Ettinger 2017, public domain): 32 bits of state, enough for noise. @returns 0 ≤ x < 1. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Uniform noise in 0..1. @param seed a whole number, of which 32 bits count. */
export function noisePicture({ width, height }: Size, seed: number): FloatPicture {
  const random = mulberry32(seed);
  return { data: Float32Array.from({ length: width * height * 3 }, random), width, height };
}
