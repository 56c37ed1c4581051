/** What a scale takes of memory, and what running out of it looks like. Pure. */

import { messageOf } from '../../shared/errors';
import type { FeatureNetwork } from './feature-network';
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

/**
 * True for the errors that engines throw when memory runs out: RangeError of typed arrays, `memory access out of
 * bounds` and `Aborted(OOM)` of wasm whose heap cannot grow, WebGL's and WebGPU's out-of-memory.
 */
export function isMemoryError(error: unknown): boolean {
  return (
    error instanceof RangeError || /out[ -]of[ -](memory|bounds)|\boom\b|allocat/i.test(messageOf(error))
  );
}
