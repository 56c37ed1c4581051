/** Two styles in one picture against PyTorch's numbers, and against each style alone, on the backends that run in Node. */

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkLook, withoutHidden } from '../../../../src/workers/networks/nets/look';
import { secondShares } from '../../../../src/workers/networks/pixels/mask-shares';
import { unshufflePadded } from '../../../../src/workers/networks/pixels/pixels';
import { StyleNetworks } from '../../../../src/workers/networks/nets/style-networks';
import type { Modulation } from '../../../../src/workers/networks/nets/transformer';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import { golden } from '../../../support/networks/golden';
import { modelFiles } from '../../../../tools/networks/shipped-networks';
import { goldenFloats, goldenMask, goldenPicture, maxError } from '../../../support/networks/golden-tensors';
import type { RgbaPicture } from '../../../../src/shared/picture';
import type { Look, StyleCode, StyleMask } from '../../../../src/workers/networks/types';

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

describe('withoutHidden', () => {
  const style = { mix: [{ code: first, weight: 1 }], strength: 1 };
  const other = { mix: [{ code: second, weight: 1 }], strength: 0.5 };

  it('leaves the one style that a mask shows, and both where it shows both', () => {
    expect(withoutHidden({ ...style, second: { ...other, mask: all(0) } })).toEqual(style);
    expect(withoutHidden({ ...style, second: { ...other, mask: all(255) } })).toEqual(other);
    for (const look of [
      style,
      { ...style, second: { ...other, mask } },
      { ...style, second: { ...other, mask: all(1) } },
    ])
      expect(withoutHidden(look)).toBe(look);
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
    [
      'statistics of one alone',
      { ...style, mask, statistics: new Float32Array(1808) },
      /both bring statistics/,
    ],
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
  async function styled(picture: RgbaPicture, modulation: Modulation): Promise<Float32Array> {
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

  /** The two of them in a picture, with the statistics that each has alone. */
  async function both(picture: RgbaPicture, where: StyleMask): Promise<Modulation> {
    const statistics = [
      await networks.measure(picture, first),
      await networks.measure(picture, second),
    ] as const;
    return networks.transformer.modulationOfTwo([first, second], where, picture, statistics);
  }

  it.each(['a', 'b'])('gives PyTorch’s numbers of picture %s', async (key) => {
    const picture = goldenPicture(file, `content.${key}.rgb`);
    const rgb = await styled(picture, await both(picture, mask));
    const error = maxError(rgb, goldenFloats(file, `output.two.${key}`));
    console.info(`${backend}, two styles, golden ${key}: ${error.toExponential(1)}`);
    expect(error).toBeLessThan(1e-3);
    expect(maxError(rgb, goldenFloats(file, `output.${key}`))).toBeGreaterThan(0.2);
  });

  it('is bit for bit the one style with its statistics where the mask has it everywhere', async () => {
    const { transformer } = networks;
    const picture = goldenPicture(file, 'content.a.rgb');
    const alone = async (code: StyleCode): Promise<Float32Array> =>
      styled(picture, transformer.modulation(code, await networks.measure(picture, code)));
    const [one, other] = [await alone(first), await alone(second)];
    expect(await styled(picture, await both(picture, all(0)))).toEqual(one);
    expect(await styled(picture, await both(picture, all(255)))).toEqual(other);
    expect(maxError(one, other)).toBeGreaterThan(0.2);
    // Those statistics are rounded once more than a picture's own.
    expect(maxError(one, await styled(picture, transformer.modulation(first)))).toBeLessThan(1e-5);
  });

  it('is, far from the other, what each style is alone', async () => {
    const width = 320;
    const data = new Uint8ClampedArray(width * 32 * 4).map((_, i) => 128 + 100 * Math.sin(i * i * 0.013));
    const picture = { data, width, height: 32 };
    const halves = { data: Uint8Array.of(0, 0, 0, 0, 255, 255, 255, 255), width: 8, height: 1 };
    const styles = {
      first: { mix: [{ code: first, weight: 1 }], strength: 1 },
      second: { mix: [{ code: second, weight: 1 }], strength: 1 },
    };
    const two = await networks.stylize(picture, {
      ...styles.first,
      second: { ...styles.second, mask: halves },
    });
    const [one, other] = [
      await networks.stylize(picture, styles.first),
      await networks.stylize(picture, styles.second),
    ];
    const columns = (of: RgbaPicture, from: number, to: number): number[] =>
      [...of.data].filter((_, i) => (i >> 2) % width >= from && (i >> 2) % width < to);
    expect(maxError(columns(two, 0, 64), columns(one, 0, 64))).toBeLessThanOrEqual(1);
    expect(maxError(columns(two, 256, 320), columns(other, 256, 320))).toBeLessThanOrEqual(1);
    expect(maxError(columns(one, 0, 64), columns(other, 0, 64))).toBeGreaterThan(20);
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
    const two = await networks.stylize(picture, look, content);
    const full = await networks.stylize(picture, style);
    expect(maxError(two.data, full.data)).toBeGreaterThan(20);
    expect(tf.memory().numTensors).toBe(before);
  });
});
