/** What a scale takes of memory. Pure. */

import type { Size } from '../../../shared/picture';
import type { FeatureNetwork } from '../loss/feature-network';
import { smallestStripPixels } from '../loss/strips';
import type { Scale } from './scales';

/** What a run holds beside the network's activations (pictures, moments, targets), bytes per pixel. */
const heldPerPixel = 150;

/** With two styles each tap is weighted twice, forth and back. Measured on wasm at 512²: 5.0 kB per pixel, with one 3.7. */
const secondStyle = 1.35;

type PerPixel = Pick<FeatureNetwork, 'bytesPerPixel'>;

/** What a run takes through this network. */
export function costOfRun({ bytesPerPixel }: PerPixel, twoStyles: boolean): PerPixel {
  return { bytesPerPixel: bytesPerPixel * (twoStyles ? secondStyle : 1) };
}

/** The scales, from the coarsest, that stay within `bytes`, in strips if need be; at least one. */
export function withinMemory(
  scales: readonly Scale[],
  network: PerPixel,
  bytes = Infinity,
): readonly Scale[] {
  const fitting = scales.filter((scale) => smallestStripPixels(scale) <= pixelsAtOnce(scale, network, bytes));
  return scales.slice(0, Math.max(1, fitting.length));
}

/** How many of a scale's pixels may go through the network at once; may be less than a strip needs, or below 0. */
export function pixelsAtOnce({ width, height }: Size, network: PerPixel, bytes = Infinity): number {
  return (bytes - width * height * heldPerPixel) / network.bytesPerPixel;
}
