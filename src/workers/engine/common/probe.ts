/**
 * Trying an engine: a tiny picture through it, its numbers against the cpu backend's, and how long it takes. Whatever
 * is made here is freed here.
 */

import * as tf from '@tensorflow/tfjs-core';
import { withinTime } from '../../../shared/async/abort';
import { ImpastoError } from '../../../shared/errors';
import { rgbFloats, unshufflePadded } from '../../networks/pixels/pixels';
import type { StyleNetworks } from '../../networks/nets/style-networks';
import { shuffleTensor } from '../../networks/nets/tensor-pixels';
import { probeCode, probePicture } from './probe-picture';
import type { StyleEngine } from './style-engine';

/** Side of the picture that a backend is tried on, px: the smallest legal one. */
export const probeSide = 16;

/**
 * Largest deviation from the cpu's output that passes, of 0..1. Half-precision WebGL on phones stays within; a broken
 * driver is off by far more.
 */
const probeTolerance = 0.06;

/**
 * The automatic choice passes over a GPU backend that takes longer than this for a frame of `speedSide`², ms: it is
 * drawn by the processor (SwiftShader, llvmpipe), and wasm is several times faster there. A real GPU needs a tenth.
 */
export const slowMs = 150;

/** px */
export const speedSide = 64;

/** A backend that does not answer within this many ms is refused: before the client gives the whole worker up. */
const probeTimeoutMs = 40_000;

/** @param side px @returns [side, side, 3], 0..1. */
export async function probeOutput(networks: StyleNetworks, side: number): Promise<Float32Array> {
  const modulation = networks.transformer.modulation(probeCode);
  const styled = tf.tidy(() => {
    const padded = side / 2 + 2;
    return shuffleTensor(
      networks.transformer.run(
        tf.tensor4d(unshufflePadded(probePicture(side)), [1, padded, padded, 12]),
        modulation,
      ),
    );
  });
  try {
    return Float32Array.from(await styled.data());
  } finally {
    styled.dispose();
    modulation.dispose();
  }
}

/** The same by an engine, rounded to 8 bits. */
export async function engineOutput(engine: StyleEngine, side: number): Promise<Float32Array> {
  engine.setLook({ mix: [{ code: probeCode, weight: 1 }], strength: 1 });
  const placement = { width: side, height: side, mirror: false };
  return rgbFloats(await engine.stylize(probePicture(side), placement));
}

/** Ends the wait for a driver that hangs; `discard` frees what comes after all. @throws TimeoutError. */
export async function withTimeout<T>(work: Promise<T>, discard?: (late: T) => void): Promise<T> {
  return withinTime(work, probeTimeoutMs, discard);
}

/** Why `actual` is not what the cpu computes; undefined when it is. */
function deviation(actual: ArrayLike<number>, expected: ArrayLike<number>): string | undefined {
  if (actual.length !== expected.length) return `gave ${actual.length} numbers instead of ${expected.length}`;
  let most = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(Number(actual[i]) - Number(expected[i]));
    if (!(error <= most)) most = error;
  }
  return most <= probeTolerance ? undefined : `computes wrong numbers (off by ${most.toFixed(3)})`;
}

/** A refusal after which the same GPU need not be tried with the other engine. */
export class TooSlow extends ImpastoError {}

/** @throws ImpastoError `no-backend` when `actual` is not what the cpu computes. */
export function refuseWrong(actual: Float32Array, expected: Float32Array): void {
  const wrong = deviation(actual, expected);
  if (wrong !== undefined) throw new ImpastoError('no-backend', wrong);
}

/** Refuses what is too slow for live use. The first run compiles shaders. */
export async function refuseSlow(run: () => Promise<unknown>, limitMs: number): Promise<void> {
  await run();
  let best = Infinity;
  for (let i = 0; i < 2; i++) {
    const start = performance.now();
    await run();
    best = Math.min(best, performance.now() - start);
  }
  if (best > limitMs) {
    const size = `${speedSide} × ${speedSide} px`;
    throw new TooSlow('no-backend', `too slow here (${Math.round(best)} ms for ${size})`);
  }
}
