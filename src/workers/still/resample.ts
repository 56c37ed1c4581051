/**
 * Separable, antialiased resampling of float pictures: the filter widens with the reduction, as in PIL. Used between
 * the scales of the optimisation, where tfjs's resize (which does not antialias) would alias the content.
 */

/* eslint-disable @typescript-eslint/non-nullable-type-assertion-style -- indices are in range by construction */

import { assert } from '../../shared/assert';
import type { Size } from '../../shared/picture';
import type { FloatPicture } from './float-picture';

/** `cubic` (Keys 1981, a = −½) is sharp and overshoots; `linear` never leaves the range of its input. */
export type ResampleFilter = 'cubic' | 'linear';

const kernels = {
  linear: { radius: 1, weight: (t: number): number => Math.max(0, 1 - t) },
  cubic: {
    radius: 2,
    weight: (t: number): number => {
      if (t < 1) return (1.5 * t - 2.5) * t * t + 1;
      return t < 2 ? ((-0.5 * t + 2.5) * t - 4) * t + 2 : 0;
    },
  },
} as const;

/** For each output index the first input index and the weights (sum 1) of the inputs from there. */
export function axisTaps(
  from: number,
  to: number,
  filter: ResampleFilter,
): { readonly start: number; readonly weights: Float64Array }[] {
  const { radius, weight } = kernels[filter];
  const scale = from / to;
  const stretch = Math.max(1, scale);
  return Array.from({ length: to }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const start = Math.max(0, Math.floor(centre - radius * stretch + 0.5));
    const end = Math.min(from, Math.max(start + 1, Math.floor(centre + radius * stretch + 0.5)));
    const weights = Float64Array.from({ length: end - start }, (_w, k) =>
      weight(Math.abs(start + k + 0.5 - centre) / stretch),
    );
    const sum = weights.reduce((total, w) => total + w, 0);
    return { start, weights: weights.map((w) => w / sum) };
  });
}

/**
 * One axis. The data is seen as [outer, from, inner] and becomes [outer, to, inner].
 */
export function resampleChannels(
  data: Float32Array,
  [outer, from, inner]: readonly [outer: number, from: number, inner: number],
  to: number,
  filter: ResampleFilter,
): Float32Array {
  if (from === to) return data;
  const out = new Float32Array(outer * to * inner);
  const sums = new Float64Array(inner);
  const tapsOf = axisTaps(from, to, filter);
  let o = 0;
  for (let n = 0; n < outer; n++) {
    for (const { start, weights } of tapsOf) {
      sums.fill(0);
      let i = (n * from + start) * inner;
      for (const weight of weights) {
        for (let c = 0; c < inner; c++, i++) (sums[c] as number) += weight * (data[i] as number);
      }
      for (let c = 0; c < inner; c++, o++) out[o] = sums[c] as number;
    }
  }
  return out;
}

/**
 * The picture at another size. Returns a copy, never the same array. Values may leave 0..1 with `cubic`: clamp where
 * that matters.
 * @param size px, both sides ≥ 1.
 */
export function resample(picture: FloatPicture, size: Size, filter: ResampleFilter = 'cubic'): FloatPicture {
  const { data, width, height } = picture;
  assert(size.width >= 1 && size.height >= 1, 'a picture has a pixel at least');
  const columns = resampleChannels(data, [height, width, 3], size.width, filter);
  const out = resampleChannels(columns, [1, height, size.width * 3], size.height, filter);
  return { data: out === data ? data.slice() : out, width: size.width, height: size.height };
}

/** Limits all values to 0..1, in place; returns the same picture. */
export function clampPicture(picture: FloatPicture): FloatPicture {
  const { data } = picture;
  for (let i = 0; i < data.length; i++) data[i] = Math.min(1, Math.max(0, data[i] as number));
  return picture;
}

/** Adds `detail`, of the same length, in place; returns the same picture. */
export function addDetail(picture: FloatPicture, detail: Float32Array | undefined): FloatPicture {
  const { data } = picture;
  if (detail) for (let i = 0; i < data.length; i++) (data[i] as number) += detail[i] as number;
  return picture;
}
