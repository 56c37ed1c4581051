/** What one frame of the transformer costs, from its layers' shapes. Pure. */

import type { Size } from '../../../shared/picture';

/** Multiply-accumulates per output pixel of each convolution, at the resolution 1 / `step` of the picture. */
const convolutions: readonly (readonly [macs: number, step: number])[] = [
  [12 * 24 * 9, 2],
  [24 * 64 * 9, 4],
  // Six blocks of two separable convolutions.
  [6 * 2 * (64 * 9 + 64 * 64), 4],
  [64 * 96, 4],
  [24 * 9 + 24 * 24, 2],
  [24 * 12 * 9, 2],
];

/** Multiply-accumulates of all convolutions for a picture of this size; about 6.2k a pixel. */
export function macsPerFrame({ width, height }: Size): number {
  return convolutions.reduce((sum, [macs, step]) => sum + (macs * width * height) / step ** 2, 0);
}
