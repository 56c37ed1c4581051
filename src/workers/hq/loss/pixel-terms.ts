/**
 * The two losses that need no network: total variation (Mahendran & Vedaldi 2015, eq. 4 with β = 2) and the plain
 * difference to the content. Both add their weighted gradient to an array. Pure.
 */
import type { FloatPicture } from '../picture/float-picture';

/**
 * Mean squared difference of horizontal neighbours plus that of vertical ones, over 3·w·h.
 * @param gradient gets `weight` times this loss's gradient added.
 */
export function addTotalVariation(picture: FloatPicture, weight: number, gradient: Float32Array): number {
  const { data, width, height } = picture;
  const row = width * 3;
  const scale = (2 * weight) / data.length;
  let sum = 0;
  const pair = (i: number, j: number): void => {
    const difference = (data[j] as number) - (data[i] as number);
    sum += difference * difference;
    (gradient[j] as number) += scale * difference;
    (gradient[i] as number) -= scale * difference;
  };
  for (let y = 0; y < height; y++) {
    const start = y * row;
    for (let i = start; i < start + row - 3; i++) pair(i, i + 3);
    if (y + 1 < height) for (let i = start; i < start + row; i++) pair(i, i + row);
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
