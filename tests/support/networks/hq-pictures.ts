/** Small computed pictures and orders for the tests of HQ still, and the network they run on (the formula is in still_golden.py). */

import type { RgbaPicture } from '../../../src/shared/picture';
import type { HqOrder } from '../../../src/workers/hq/hq.protocol';
import { stillSettings } from '../../../src/workers/hq/settings';
import type { StillOverrides } from '../../../src/workers/hq/settings';
import { toRgbaPicture } from '../../../src/workers/hq/picture/float-picture';
import type { FloatPicture } from '../../../src/workers/hq/picture/float-picture';

/** Waves in 0.1..0.9, different for each phase. */
export function waves(width: number, height: number, phase: number): FloatPicture {
  const data = Float32Array.from(
    { length: width * height * 3 },
    (_, i) => 0.5 + 0.4 * Math.sin(i * 0.37 + phase) * Math.cos(i * 0.011 * (1 + phase)),
  );
  return { data, width, height };
}

export function rgbaWaves(width: number, height: number, phase: number): RgbaPicture {
  return toRgbaPicture(waves(width, height, phase));
}

/** Waves in the style of other waves, 32 × 32 px, from the content, at one scale. */
export function smallOrder(overrides: StillOverrides = {}): HqOrder {
  return {
    content: rgbaWaves(32, 32, 0),
    styles: [{ picture: rgbaWaves(32, 32, 2), weight: 1 }],
    settings: stillSettings('quick', { start: 'content', longSide: 32, coarsestSide: 32, ...overrides }),
  };
}
