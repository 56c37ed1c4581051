/** What a scale takes of memory. Pure. */

import type { FeatureNetwork } from '../loss/feature-network';
import type { Scale } from './scales';

/** The scales, from the coarsest, that stay within `bytes`; at least one. */
export function withinMemory(
  scales: readonly Scale[],
  network: Pick<FeatureNetwork, 'bytesPerPixel'>,
  bytes = Infinity,
): readonly Scale[] {
  const fitting = scales.filter(({ width, height }) => width * height * network.bytesPerPixel <= bytes);
  return scales.slice(0, Math.max(1, fitting.length));
}
