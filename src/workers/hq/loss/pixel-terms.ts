/**
 * The two losses that need no network: total variation (Mahendran & Vedaldi 2015, eq. 4 with β = 2) and the plain
 * difference to the content. Both add their weighted gradient to an array. Pure.
 */
import type { FloatPicture } from '../picture/float-picture';

/**
 * Mean squared difference of horizontal neighbours plus that of vertical ones, over 3·w·h.
 * @param gradient gets `weight` times this loss's gradient added.
 * @param shares how much each pixel's differences to the right and below count, [h·w], 0..1; null: all of them fully.
 */
export function addTotalVariation(
  picture: FloatPicture,
  weight: number,
  gradient: Float32Array,
  shares: Float32Array | null = null,
): number {
  const { data, width, height } = picture;
  const row = width * 3;
  const scale = (2 * weight) / data.length;
  let sum = 0;
  const pair = (i: number, j: number, share: number): void => {
    const difference = share * ((data[j] as number) - (data[i] as number));
    sum += difference * ((data[j] as number) - (data[i] as number));
    (gradient[j] as number) += scale * difference;
    (gradient[i] as number) -= scale * difference;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const share = shares ? (shares[y * width + x] as number) : 1;
      const start = y * row + 3 * x;
      for (let i = start; i < start + 3; i++) {
        if (x + 1 < width) pair(i, i + 3, share);
        if (y + 1 < height) pair(i, i + row, share);
      }
    }
  }
  return sum / data.length;
}

/** Mean squared difference to `target`; adds `weight` times its gradient. */
export function addPixelDifference(
  data: Float32Array,
  target: Float32Array,
  weight: number,
  gradient: Float32Array,
): number {
  const scale = (2 * weight) / data.length;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    const difference = (data[i] as number) - (target[i] as number);
    sum += difference * difference;
    (gradient[i] as number) += scale * difference;
  }
  return sum / data.length;
}
