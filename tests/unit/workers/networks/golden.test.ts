/** Our networks against PyTorch's numbers, on the backends that run in Node. */

import * as tf from '@tensorflow/tfjs-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RgbaPicture } from '../../../../src/shared/picture';
import { blendCodes, mixCodes } from '../../../../src/workers/networks/nets/look';
import { rgbFloats, unshufflePadded } from '../../../../src/workers/networks/pixels/pixels';
import { StyleNetworks } from '../../../../src/workers/networks/nets/style-networks';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import { golden, psnr } from '../../../support/networks/golden';
import { modelFiles } from '../../../../tools/networks/shipped-networks';
import { goldenFloats, goldenPicture, maxError } from '../../../support/networks/golden-tensors';

/** A gallery picture's middle, 256 × 256. */
async function galleryPicture(path: string): Promise<RgbaPicture> {
  const data = await sharp(path).resize(256, 256).ensureAlpha().raw().toBuffer();
  return { data: new Uint8ClampedArray(data), width: 256, height: 256 };
}

const tolerance = 2e-3;
const file = golden();
const code = goldenFloats(file, 'style.z');

describe.each(['wasm', 'cpu'] as const)('networks on %s', (backend) => {
  let networks: StyleNetworks;
  let tensorsBefore: number;

  beforeAll(async () => {
    await startBackend(backend, { wasmThreads: false });
    tensorsBefore = tf.memory().numTensors;
    networks = new StyleNetworks(modelFiles());
  });

  afterAll(() => {
    networks.dispose();
    networks.dispose();
    expect(tf.memory().numTensors).toBe(tensorsBefore);
  });

  it('computes the loss network’s statistics', () => {
    const picture = goldenPicture(file, 'style.rgb');
    tf.tidy(() => {
      const rgb = tf.tensor4d(rgbFloats(picture), [1, picture.height, picture.width, 3]);
      const statistics = networks.lossNetwork.statistics(rgb).dataSync();
      expect(maxError(statistics, goldenFloats(file, 'style.stats'))).toBeLessThan(tolerance);
    });
  });

  it('encodes a style', async () => {
    const z = await networks.encode(goldenPicture(file, 'style.rgb'));
    expect(maxError(z, code)).toBeLessThan(tolerance);
  });

  it('derives γ and β of every norm, in PyTorch’s order', () => {
    const names = file.tensors.get('norm_order');
    expect(names?.dtype).toBe('U8');
    const norms = networks.transformer.gammaBeta(code);
    expect(norms.map(({ name }) => name).join('\n')).toBe(
      new TextDecoder().decode(names?.data as Uint8Array),
    );
    const values = norms.flatMap(({ values }) => [...values]);
    expect(maxError(values, goldenFloats(file, 'gamma_beta'))).toBeLessThan(tolerance);
  });

  it.each(['a', 'b'])('stylises picture %s', async (key) => {
    const picture = goldenPicture(file, `content.${key}.rgb`);
    const modulation = networks.transformer.modulation(code);
    const blocks = tf.tensor4d(unshufflePadded(picture), [
      1,
      picture.height / 2 + 2,
      picture.width / 2 + 2,
      12,
    ]);
    const styled = networks.transformer.run(blocks, modulation);
    const rgb = tf.depthToSpace(styled, 2, 'NHWC');
    expect(maxError(await rgb.data(), goldenFloats(file, `output.${key}`))).toBeLessThan(tolerance);
    tf.dispose([blocks, styled, rgb]);
    modulation.dispose();
  });

  it('leaves no tensor behind after stills', async () => {
    const picture = goldenPicture(file, 'content.a.rgb');
    const before = tf.memory().numTensors;
    for (const strength of [0, 0.5, 1])
      await networks.stylize(picture, { mix: [{ code, weight: 1 }], strength });
    await expect(
      networks.stylize({ ...picture, width: 30 }, { mix: [{ code, weight: 1 }], strength: 1 }),
    ).rejects.toMatchObject({ code: 'invalid-argument' });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('strength and mixing', () => {
  let networks: StyleNetworks;
  let picture: RgbaPicture;

  beforeAll(async () => {
    picture = await galleryPicture('public/styles/the-harvesters.jpg');
    await startBackend('wasm', { wasmThreads: false });
    networks = new StyleNetworks(modelFiles());
  });
  afterAll(() => networks.dispose());

  it('moves monotonically from the picture to the style', async () => {
    const style = await networks.encode(await galleryPicture('public/styles/great-wave.jpg'));
    const styled: RgbaPicture[] = [];
    for (const strength of [0, 0.25, 0.5, 0.75, 1]) {
      styled.push(await networks.stylize(picture, { mix: [{ code: style, weight: 1 }], strength }));
    }
    const toContent = styled.map((picked) => psnr(picked, picture));
    console.info(`PSNR to the content at 0, ¼, ½, ¾, 1: ${toContent.map((x) => x.toFixed(1)).join(', ')} dB`);
    expect(toContent[0]).toBeGreaterThan(18);
    const fromStart = styled.slice(1).map((picked) => psnr(picked, styled[0] ?? picture));
    expect(fromStart).toEqual([...fromStart].sort((a, b) => b - a));
    expect(Number(toContent[0]) - Number(toContent[4])).toBeGreaterThan(1.5);
  });

  it('mixes the same in any order and ignores the weights’ scale', () => {
    const other = code.map((z) => 0.3 - z);
    const one = mixCodes([
      { code, weight: 1 },
      { code: other, weight: 3 },
    ]);
    const two = mixCodes([
      { code: other, weight: 0.3 },
      { code, weight: 0.1 },
    ]);
    expect(maxError(one, two)).toBeLessThan(1e-6);
    expect(maxError(one, blendCodes(code, other, 0.75))).toBeLessThan(1e-6);
    expect(maxError(one, code)).toBeGreaterThan(0.01);
  });
});
