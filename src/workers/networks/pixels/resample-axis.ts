/**
 * Separable, antialiased resampling along one axis: the filter widens with the reduction, as in PIL. tfjs's resize does
 * not antialias, and Node has no canvas. Pure.
 */

/**
 * `lanczos` (Duchon 1979, three lobes) keeps most detail; it and `cubic` (Keys 1981, a = −½) overshoot; `linear` never
 * leaves the range of its input.
 */
export type ResampleFilter = 'lanczos' | 'cubic' | 'linear';

function sinc(t: number): number {
  return t === 0 ? 1 : Math.sin(Math.PI * t) / (Math.PI * t);
}

const kernels = {
  lanczos: { radius: 3, weight: (t: number): number => (t < 3 ? sinc(t) * sinc(t / 3) : 0) },
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
  data: Float32Array | Uint8ClampedArray,
  [outer, from, inner]: readonly [outer: number, from: number, inner: number],
  to: number,
  filter: ResampleFilter,
): Float32Array {
  if (from === to) return data instanceof Float32Array ? data : Float32Array.from(data);
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
