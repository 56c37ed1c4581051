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

/** A backend that does not answer within this many ms is refused (a driver that hangs must not hang the app). */
const probeTimeoutMs = 60_000;

function probePicture(): RgbaPicture {
  const data = new Uint8ClampedArray(probeSide * probeSide * 4);
  return { data: data.map((_, i) => (i * 73 + (i >> 4) * 31) % 256), width: probeSide, height: probeSide };
}

/** @returns [16·16·3] numbers, 0..1, in block order. */
async function probeOutput(networks: StyleNetworks): Promise<Float32Array> {
  const code = Float32Array.from({ length: styleCodeLength }, (_, i) => Math.sin(i * 1.7) * 0.5);
  const modulation = networks.transformer.modulation(code);
  const styled = tf.tidy(() => {
    const side = probeSide / 2 + 2;
    return networks.transformer.run(
      tf.tensor4d(unshufflePadded(probePicture()), [1, side, side, 12]),
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
  const expected = await probeOutput(reference);
  reference.dispose();

  const tried: Refusal[] = [];
  for (const backend of choice === 'auto' ? backends : [choice]) {
    onProgress({ step: 'probe', backend });
    try {
      return { backend, networks: await withTimeout(probe(backend, models, options, expected)), tried };
    } catch (error) {
      tried.push({ backend, reason: messageOf(error) });
    }
  }
  const reasons = tried.map(({ backend, reason }) => `${backend}: ${reason}`).join('; ');
  throw new ImpastoError('no-backend', `No way to compute was found here (${reasons}).`);
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
    const wrong = deviation(await probeOutput(networks), expected);
    if (wrong !== undefined) throw new ImpastoError('no-backend', wrong);
    return networks;
  } catch (error) {
    networks.dispose();
    throw error;
  }
}
