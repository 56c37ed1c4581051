/**
 * Finds a backend that computes right by running a tiny frame on it and comparing with the cpu backend's numbers.
 * Leaves the chosen backend running; the networks it returns belong to the caller.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError, messageOf } from '../../shared/errors';
import type { RgbaPicture } from '../../shared/picture';
import { backends, styleCodeLength } from '../engine.protocol';
import type { Backend, BackendChoice, EngineProgress, ModelFiles, Refusal } from '../engine.protocol';
import { unshufflePadded } from '../networks/pixels';
import { StyleNetworks } from '../networks/style-networks';
import { startBackend } from '../networks/tf-backend';
import type { BackendOptions } from '../networks/tf-backend';

/** px; the smallest size with more than one pixel at each depth. */
const probeSide = 16;

/**
 * Largest deviation from the cpu's output that passes, of 0..1. Half-precision WebGL on phones stays within; a broken
 * driver is off by far more.
 */
const probeTolerance = 0.06;

/**
 * The automatic choice passes over a GPU backend that takes longer than this for a frame of `speedSide`², ms: it is
 * drawn by the processor (SwiftShader, llvmpipe), and wasm is several times faster there. A real GPU needs a tenth.
 */
const slowMs = 150;

/** px */
const speedSide = 64;

/** A backend that does not answer within this many ms is refused (a driver that hangs must not hang the app). */
const probeTimeoutMs = 60_000;

function probePicture(side: number): RgbaPicture {
  const data = new Uint8ClampedArray(side * side * 4);
  return { data: data.map((_, i) => (i * 73 + (i >> 4) * 31) % 256), width: side, height: side };
}

/** @param side px @returns [side·side·3] numbers, 0..1, in block order. */
async function probeOutput(networks: StyleNetworks, side: number): Promise<Float32Array> {
  const code = Float32Array.from({ length: styleCodeLength }, (_, i) => Math.sin(i * 1.7) * 0.5);
  const modulation = networks.transformer.modulation(code);
  const styled = tf.tidy(() => {
    const padded = side / 2 + 2;
    return networks.transformer.run(
      tf.tensor4d(unshufflePadded(probePicture(side)), [1, padded, padded, 12]),
      modulation,
    );
  });
  try {
    return Float32Array.from(await styled.data());
  } finally {
    styled.dispose();
    modulation.dispose();
  }
}

async function withTimeout<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new ImpastoError('no-backend', `no answer within ${probeTimeoutMs / 1000} s`)),
      probeTimeoutMs,
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Why `actual` is not what the cpu computes; undefined when it is. */
export function deviation(actual: ArrayLike<number>, expected: ArrayLike<number>): string | undefined {
  if (actual.length !== expected.length) return `gave ${actual.length} numbers instead of ${expected.length}`;
  let most = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(Number(actual[i]) - Number(expected[i]));
    if (!(error <= most)) most = error;
  }
  return most <= probeTolerance ? undefined : `computes wrong numbers (off by ${most.toFixed(3)})`;
}

export type ChosenBackend = {
  readonly backend: Backend;
  readonly networks: StyleNetworks;
  readonly tried: readonly Refusal[];
};

/**
 * @param choice `auto`, or the one backend to take.
 * @throws ImpastoError `no-backend` with every refusal; `model-format` when the files are wrong.
 */
export async function chooseBackend(
  choice: BackendChoice,
  models: ModelFiles,
  options: BackendOptions,
  onProgress: (progress: EngineProgress) => void,
): Promise<ChosenBackend> {
  await startBackend('cpu');
  const reference = new StyleNetworks(models);
  const expected = await probeOutput(reference, probeSide);
  reference.dispose();

  const tried: Refusal[] = [];
  for (const backend of choice === 'auto' ? backends : [choice]) {
    onProgress({ step: 'probe', backend });
    try {
      const networks = await withTimeout(probe(backend, models, options, expected));
      const isGpu = backend === 'webgpu' || backend === 'webgl';
      const reason = choice === 'auto' && isGpu ? await slowness(networks) : undefined;
      if (reason === undefined) return { backend, networks, tried };
      networks.dispose();
      tried.push({ backend, reason });
    } catch (error) {
      tried.push({ backend, reason: messageOf(error) });
    }
  }
  const reasons = tried.map(({ backend, reason }) => `${backend}: ${reason}`).join('; ');
  throw new ImpastoError('no-backend', `No way to compute was found here (${reasons}).`);
}

/** Why the running backend is too slow for live use; undefined when it is not. The first run compiles its shaders. */
async function slowness(networks: StyleNetworks): Promise<string | undefined> {
  await probeOutput(networks, speedSide);
  let best = Infinity;
  for (let run = 0; run < 2; run++) {
    const start = performance.now();
    await probeOutput(networks, speedSide);
    best = Math.min(best, performance.now() - start);
  }
  return best > slowMs
    ? `too slow here (${Math.round(best)} ms for ${speedSide} × ${speedSide} px)`
    : undefined;
}

async function probe(
  backend: Backend,
  models: ModelFiles,
  options: BackendOptions,
  expected: Float32Array,
): Promise<StyleNetworks> {
  await startBackend(backend, options);
  const networks = new StyleNetworks(models);
  try {
    const wrong = deviation(await probeOutput(networks, probeSide), expected);
    if (wrong !== undefined) throw new ImpastoError('no-backend', wrong);
    return networks;
  } catch (error) {
    networks.dispose();
    throw error;
  }
}
