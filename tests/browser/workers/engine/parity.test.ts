/** The WGSL network against PyTorch's golden tensors and against the tfjs network, in single precision. */

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openGpu } from '../../../../src/workers/engine/gpu/gpu-device';
import { rgbFloats, unshufflePadded } from '../../../../src/workers/networks/pixels/pixels';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import { shuffleTensor } from '../../../../src/workers/networks/nets/tensor-pixels';
import { StyleNetworks } from '../../../../src/workers/networks/nets/style-networks';
import type { RgbaPicture } from '../../../../src/shared/picture';
import { fetchGolden, fetchModels, testPicture } from '../../../support/networks/network-files';
import { maxError } from '../../../support/networks/golden-tensors';
import type { Look, StyleCode, StyleMask } from '../../../../src/workers/networks/types';
import { WgslNetwork } from '../../../support/networks/wgsl-network';

const models = await fetchModels();
const golden = await fetchGolden();
const code = golden.floats('style.z');
/** The tfjs network on the backend that is slow and simple. */
await startBackend('cpu');
const networks = new StyleNetworks(models);
const { transformer } = networks;
const gammaBeta = transformer.gammaBeta(code);
/** Another style in the same picture. */
const otherCode = golden.floats('second.z');
const second = { gammaBeta: transformer.gammaBeta(otherCode), mask: golden.mask('mask') };
const both: Look = {
  ...{ mix: [{ code, weight: 1 }], strength: 1 },
  second: { mix: [{ code: otherCode, weight: 1 }], strength: 1, mask: second.mask },
};
const noContent = (): Promise<StyleCode> => Promise.reject(new Error('its own code is not needed'));

async function tfjs(picture: RgbaPicture, two = false): Promise<Float32Array> {
  const modulation = two
    ? await networks.modulationFor(both, picture, noContent)
    : transformer.modulation(code);
  const styled = tf.tidy(() => {
    const shape: [number, number, number, number] = [1, picture.height / 2 + 2, picture.width / 2 + 2, 12];
    return shuffleTensor(transformer.run(tf.tensor4d(unshufflePadded(picture), shape), modulation));
  });
  try {
    return Float32Array.from(await styled.data());
  } finally {
    styled.dispose();
    modulation.dispose();
  }
}

const sizes = [
  [16, 16],
  [64, 64],
  [56, 96],
  [20, 36],
  [132, 24],
] as const;

describe.each(['direct', 'tiled'] as const)('WGSL network, %s', (variant) => {
  const errors: string[] = [];
  let network: WgslNetwork;

  beforeAll(async () => {
    const gpu = await openGpu(false);
    gpu.device.addEventListener('uncapturederror', ({ error }) => errors.push(error.message));
    network = await WgslNetwork.create(gpu, models.transformer, { precision: 'f32', variant });
  }, 240_000);

  afterAll(() => {
    network.destroy();
    expect(errors).toEqual([]);
  });

  it.each(['a', 'b'])('gives PyTorch’s numbers of picture %s', async (key) => {
    const picture = golden.picture(`content.${key}.rgb`);
    const styled = await network.run(picture, gammaBeta);
    const error = maxError(styled, golden.floats(`output.${key}`));
    console.info(`${variant}, golden ${key}: ${error.toExponential(1)}`);
    expect(error).toBeLessThan(1e-3);
  });

  it.each(sizes)('gives tfjs’s numbers at %i × %i px', async (width, height) => {
    const picture = testPicture(width, height);
    const styled = await network.run(picture, gammaBeta);
    const error = maxError(styled, await tfjs(picture));
    console.info(`${variant}, ${width} × ${height}: ${error.toExponential(1)}`);
    expect(error).toBeLessThan(1e-3);
    // A network that returned its input would not pass for a style.
    expect(maxError(styled, rgbFloats(picture))).toBeGreaterThan(0.05);
  });

  it('gives PyTorch’s numbers of two styles in one picture', async () => {
    for (const key of ['a', 'b']) {
      const styled = await network.run(golden.picture(`content.${key}.rgb`), gammaBeta, {}, second);
      const error = maxError(styled, golden.floats(`output.two.${key}`));
      console.info(`${variant}, two styles, golden ${key}: ${error.toExponential(1)}`);
      expect(error).toBeLessThan(1e-3);
    }
  }, 240_000);

  it.each(sizes.slice(0, 4))('gives tfjs’s numbers of two styles at %i × %i px', async (width, height) => {
    const picture = testPicture(width, height);
    const styled = await network.run(picture, gammaBeta, {}, second);
    const error = maxError(styled, await tfjs(picture, true));
    console.info(`${variant}, two styles, ${width} × ${height}: ${error.toExponential(1)}`);
    expect(error).toBeLessThan(1e-3);
    expect(maxError(styled, await network.run(picture, gammaBeta))).toBeGreaterThan(0.1);
  });

  it('gives the one style where the mask has it everywhere', async () => {
    const picture = testPicture(20, 36);
    const all = (value: number): StyleMask => ({ data: new Uint8Array(6).fill(value), width: 3, height: 2 });
    const one = await network.run(picture, gammaBeta);
    const other = await network.run(picture, second.gammaBeta);
    expect(maxError(one, other)).toBeGreaterThan(0.1);
    for (const [value, alone] of [
      [0, one],
      [255, other],
    ] as const) {
      const both = await network.run(picture, gammaBeta, {}, { ...second, mask: all(value) });
      // A driver may round a·x + b once in one shader and twice in another: one step of the picture's half precision.
      if (variant === 'tiled') expect(maxError(both, alone)).toBeLessThan(2.5e-4);
      else expect(both).toEqual(alone);
    }
  });
});
