/** Two styles in one picture against PyTorch's numbers, and against each style alone, on the backends that run in Node. */

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkLook } from '../../../../src/workers/networks/nets/look';
import { secondShares } from '../../../../src/workers/networks/pixels/mask-shares';
import { unshufflePadded } from '../../../../src/workers/networks/pixels/pixels';
import { StyleNetworks } from '../../../../src/workers/networks/nets/style-networks';
import type { Modulation } from '../../../../src/workers/networks/nets/transformer';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import { golden } from '../../../support/networks/golden';
import { modelFiles } from '../../../../tools/networks/shipped-networks';
import { goldenFloats, goldenMask, goldenPicture, maxError } from '../../../support/networks/golden-tensors';
import type { Look, StyleMask } from '../../../../src/workers/networks/types';

const file = golden();
const [first, second] = [goldenFloats(file, 'style.z'), goldenFloats(file, 'second.z')];
const mask = goldenMask(file, 'mask');

/** A mask of one value. */
function all(value: number): StyleMask {
  return { data: new Uint8Array(35).fill(value), width: 7, height: 5 };
}

describe('a mask at the resolution of a layer', () => {
  it('is the mean around each place, and exact where the mask is all of one style', () => {
    const halves = {
      data: Uint8Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 0 : 255)),
      width: 8,
      height: 8,
    };
    const coarse = secondShares(halves, { width: 4, height: 2 });
    expect([...coarse.subarray(0, 4)]).toEqual([0, 0.125, 0.875, 1]);
    expect(coarse.subarray(4)).toEqual(coarse.subarray(0, 4));
    expect(new Set(secondShares(all(255), { width: 3, height: 11 }))).toEqual(new Set([1]));
    expect(new Set(secondShares(all(0), { width: 32, height: 2 }))).toEqual(new Set([0]));
  });

  it('goes smoothly from pixel to pixel where the layer is finer', () => {
    const two = { data: Uint8Array.of(0, 255), width: 2, height: 1 };
    expect([...secondShares(two, { width: 8, height: 1 })]).toEqual([0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1]);
  });
});

describe('checkLook', () => {
  const style = { mix: [{ code: first, weight: 1 }], strength: 1 };
  it.each([
    ['its strength', { ...style, strength: 2, mask }, /strength must be from 0 to 1, not 2/],
    ['its mix', { mix: [], strength: 1, mask }, /needs a style/],
    [
      'a mask without pixels',
      { ...style, mask: { ...mask, width: 0 } },
      /width must be a whole number from 1/,
    ],
    ['a mask that is cut off', { ...style, mask: { ...mask, height: 99 } }, /needs 4950 bytes, not 1850/],
  ])('says what is wrong with a second style: %s', (_what, wrong, message) => {
    expect(() => checkLook({ ...style, second: wrong })).toThrow(message);
    checkLook({ ...style, second: { ...style, mask } });
  });
});

describe.each(['wasm', 'cpu'] as const)('two styles on %s', (backend) => {
  let networks: StyleNetworks;

  beforeAll(async () => {
    await startBackend(backend, { wasmThreads: false });
    networks = new StyleNetworks(modelFiles());
  });
  afterAll(() => networks.dispose());

  /** [h, w, 3] of the network's output, before it is rounded to 8 bits. */
  async function styled(key: string, modulation: Modulation): Promise<Float32Array> {
    const picture = goldenPicture(file, `content.${key}.rgb`);
    const shape: [number, number, number, number] = [1, picture.height / 2 + 2, picture.width / 2 + 2, 12];
    const rgb = tf.tidy(() => {
      const blocks = tf.tensor4d(unshufflePadded(picture), shape);
      return tf.depthToSpace(networks.transformer.run(blocks, modulation), 2, 'NHWC');
    });
    try {
      return Float32Array.from(await rgb.data());
    } finally {
      rgb.dispose();
      modulation.dispose();
    }
  }

  it.each(['a', 'b'])('gives PyTorch’s numbers of picture %s', async (key) => {
    const size = goldenPicture(file, `content.${key}.rgb`);
    const both = await styled(key, networks.transformer.modulationOfTwo([first, second], mask, size));
    const error = maxError(both, goldenFloats(file, `output.two.${key}`));
    console.info(`${backend}, two styles, golden ${key}: ${error.toExponential(1)}`);
    expect(error).toBeLessThan(1e-3);
    expect(maxError(both, goldenFloats(file, `output.${key}`))).toBeGreaterThan(0.2);
  });

  it('is bit for bit the one style where the mask has it everywhere, with statistics of its own and with given ones', async () => {
    const { transformer } = networks;
    const size = goldenPicture(file, 'content.a.rgb');
    const alone = transformer.modulation(first);
    const statistics = await networks.measure(size, alone);
    alone.dispose();
    for (const given of [undefined, statistics]) {
      const pair = (value: number): Modulation =>
        transformer.modulationOfTwo([first, second], all(value), size, given);
      const one = await styled('a', transformer.modulation(first, given));
      const other = await styled('a', transformer.modulation(second, given));
      expect(await styled('a', pair(0))).toEqual(one);
      expect(await styled('a', pair(255))).toEqual(other);
      expect(maxError(one, other)).toBeGreaterThan(0.2);
    }
  });

  it('has each side’s own strength, reads the content once, and leaves no tensor behind', async () => {
    const picture = goldenPicture(file, 'content.a.rgb');
    const style = { mix: [{ code: first, weight: 1 }], strength: 1 };
    const halves = { data: Uint8Array.of(0, 0, 0, 255, 255, 255), width: 6, height: 1 };
    const look: Look = { ...style, strength: 0.5, second: { ...style, strength: 0, mask: halves } };
    const before = tf.memory().numTensors;
    let read = 0;
    const content = await networks.encode(picture);
    const [one, other] = await networks.codesFor(look, () => {
      read += 1;
      return Promise.resolve(content);
    });
    expect(read).toBe(1);
    expect(one).toEqual(await networks.codeFor(look, () => Promise.resolve(content)));
    expect(other).toEqual(content);
    const both = await networks.stylize(picture, look, content);
    const full = await networks.stylize(picture, style);
    expect(maxError(both.data, full.data)).toBeGreaterThan(20);
    expect(tf.memory().numTensors).toBe(before);
  });
});
