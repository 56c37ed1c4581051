/** What a mask of two styles says at the resolution of a layer. Pure. */
import type { Size } from '../../../shared/picture';
import type { StyleMask } from '../types';
import { resampleChannels } from './resample-axis';

/**
 * The second style's share of each place, [height, width], 0..1: the mean of the mask around it (a triangle filter), or
 * what lies between the mask's pixels where the layer is finer. Exactly 0 and 1 where the mask is.
 */
export function secondShares({ data, width, height }: StyleMask, size: Size): Float32Array<ArrayBuffer> {
  const shares = Float32Array.from(data, (value) => value / 255);
  const wide = resampleChannels(shares, [height, width, 1], size.width, 'linear');
  return Float32Array.from(resampleChannels(wide, [1, height, size.width], size.height, 'linear'));
}
