/** What a scale takes of memory. Pure. */

import type { Size } from '../../../shared/picture';
import type { FeatureNetwork } from '../loss/feature-network';
import { smallestStripPixels } from '../loss/strips';
import type { Scale } from './scales';

/** What a run holds beside the network's activations (pictures, moments, targets), bytes per pixel. */
const heldPerPixel = 150;

/** The scales, from the coarsest, that stay within `bytes`, in strips if need be; at least one. */
export function withinMemory(
  scales: readonly Scale[],
  network: Pick<FeatureNetwork, 'bytesPerPixel'>,
  bytes = Infinity,
): readonly Scale[] {
  const fitting = scales.filter((scale) => smallestStripPixels(scale) <= pixelsAtOnce(scale, network, bytes));
  return scales.slice(0, Math.max(1, fitting.length));
}

/** How many of a scale's pixels may go through the network at once; may be less than a strip needs, or below 0. */
export function pixelsAtOnce(
  { width, height }: Size,
  network: Pick<FeatureNetwork, 'bytesPerPixel'>,
  bytes = Infinity,
): number {
  return (bytes - width * height * heldPerPixel) / network.bytesPerPixel;
}
