/** Costs of networks that the benchmark does not run. Pure. */
import type { Size } from '../../src/shared/picture';
import type { Reference } from './report';

/**
 * MicroAST (Wang et al., AAAI 2023): multiply-accumulates per pixel of each convolution that a frame needs, at the
 * resolution 1 / `step` of the picture: content encoder and decoder. The style's encoder and its modulator run once a
 * style and are not counted.
 */
const microast: readonly (readonly [macs: number, step: number])[] = [
  // Content encoder: 9×9, two grouped 3×3 (one input channel a group) each with a 1×1, two residual blocks of 3×3.
  [3 * 16 * 81, 1],
  [32 * 9, 2],
  [32 * 32, 2],
  [64 * 9, 4],
  [64 * 64, 4],
  [2 * 2 * 64 * 64 * 9, 4],
  // Decoder: two modulated residual blocks, then grouped 3×3 (two input channels a group) and 1×1 twice, 9×9 to RGB.
  [2 * 2 * 64 * 64 * 9, 4],
  [32 * 2 * 9, 2],
  [32 * 32, 2],
  [16 * 2 * 9, 1],
  [16 * 16, 1],
  [16 * 3 * 81, 1],
];

export function microastCost({ width, height }: Size): Reference {
  const macs = microast.reduce((sum, [perPixel, step]) => sum + (perPixel * width * height) / step ** 2, 0);
  return { name: 'MicroAST (not run)', width, height, macs };
}
