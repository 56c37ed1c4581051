/** Large results from small runs: guided upscaling, the memory budget, and stepping down when memory ends. */

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RgbaPicture } from '../../../../src/shared/picture';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import type { FeatureNetwork } from '../../../../src/workers/hq/loss/feature-network';
import { toFloatPicture, toRgbaPicture } from '../../../../src/workers/hq/picture/float-picture';
import { guidedUpscale } from '../../../../src/workers/hq/picture/guided-upscale';
import { loadFeatureNetwork } from '../../../../src/workers/hq/loss/load-feature-network';
import { withinMemory } from '../../../../src/workers/hq/job/memory-limit';
import { clampPicture, resample } from '../../../../src/workers/hq/picture/resample';
import { stillSettings } from '../../../../src/workers/hq/settings';
import { checkJob } from '../../../../src/workers/hq/job/hq-job';
import type { HqJob } from '../../../../src/workers/hq/job/hq-job';
import { HqRun } from '../../../../src/workers/hq/run/hq-run';
import { psnr } from '../../../support/networks/golden';
import { perceptualNetwork } from '../../../../tools/networks/shipped-networks';
import { rgbaWaves } from '../../../support/networks/hq-pictures';

/** Soft shades with hard edges: a disc on a ramp. */
function disc(width: number, height: number, inside: number, outside: number): RgbaPicture {
  const data = new Float32Array(width * height * 3);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const within = Math.hypot(x / width - 0.5, y / height - 0.5) < 0.3;
      for (let c = 0; c < 3; c++, i++) data[i] = (within ? inside : outside) + (0.1 * x) / width;
    }
  }
  return toRgbaPicture({ data, width, height });
}

function job(change: Partial<HqJob> = {}): HqJob {
  return {
    content: rgbaWaves(32, 32, 0),
    styles: [{ picture: rgbaWaves(40, 32, 2), weight: 1 }],
    settings: stillSettings('quick', {
      start: 'content',
      longSide: 64,
      coarsestSide: 32,
      firstIterations: 3,
      iterations: 2,
    }),
    ...change,
  };
}

/** The network, failing as engines do when a picture needs more than `pixels`. A full heap cannot be had in a test. */
function outOfMemoryAbove(network: FeatureNetwork, pixels: number): FeatureNetwork {
  return new Proxy(network, {
    get: (target, key) => {
      if (key === 'forward') {
        return (rgb: tf.Tensor4D) => {
          if (rgb.shape[1] * rgb.shape[2] > pixels) throw new RangeError('Array buffer allocation failed');
          return target.forward(rgb);
        };
      }
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value;
    },
  });
}

describe('guided upscaling', () => {
  it('is sharper at the content’s edges than plain enlarging', () => {
    const guide = disc(256, 192, 0.8, 0.2);
    // Styled: the same disc, inverted and weaker.
    const truth = disc(256, 192, 0.35, 0.6);
    const small = { width: 64, height: 48 };
    const styled = clampPicture(resample(toFloatPicture(truth), small));
    const content = clampPicture(resample(toFloatPicture(guide), small));
    const plain = toRgbaPicture(clampPicture(resample(styled, guide)));
    const guided = guidedUpscale(styled, content, guide);
    expect([guided.width, guided.height]).toEqual([256, 192]);
    expect(psnr(guided, truth)).toBeGreaterThan(psnr(plain, truth) + 3);
  });

  it('adds nothing where the styled picture does not follow the content', () => {
    const guide = disc(128, 128, 0.8, 0.2);
    const flat = { data: new Float32Array(32 * 32 * 3).fill(0.4), width: 32, height: 32 };
    const { data } = guidedUpscale(flat, clampPicture(resample(toFloatPicture(guide), flat)), guide);
    expect(Math.max(...data.filter((_, i) => i % 4 !== 3))).toBeLessThanOrEqual(103);
    expect(Math.min(...data)).toBeGreaterThanOrEqual(101);
  });
});

describe('memory', () => {
  let network: FeatureNetwork;
  beforeAll(async () => {
    await startBackend('wasm', { wasmThreads: false });
    network = loadFeatureNetwork(perceptualNetwork());
  });
  afterAll(() => network.dispose());

  it('leaves out the scales that need more than the budget, never the coarsest', () => {
    const scales = [32, 64, 128].map((side) => ({ width: side, height: side, iterations: 1 }));
    const perPixel = { bytesPerPixel: 1000 };
    expect(withinMemory(scales, perPixel)).toHaveLength(3);
    expect(withinMemory(scales, perPixel, 5e6)).toHaveLength(2);
    expect(withinMemory(scales, perPixel, 1)).toHaveLength(1);
  });

  it('is kept: the result has the guide’s size all the same, and says that it was limited', async () => {
    const guide = rgbaWaves(200, 200, 0);
    const small = await new HqRun(
      network,
      job({ guide, memoryBytes: 46 * 46 * network.bytesPerPixel }),
    ).run();
    expect(small).toMatchObject({ limited: true, optimised: { width: 45 }, picture: { width: 200 } });
    const large = await new HqRun(network, job({ guide })).run();
    expect(large).toMatchObject({ limited: false, optimised: { width: 64 }, picture: { width: 200 } });
  });

  it('ends: the run steps down to the scale before and says so; nothing stays allocated', async () => {
    const before = tf.memory().numTensors;
    const limited: boolean[] = [];
    const result = await new HqRun(outOfMemoryAbove(network, 50 * 50), job()).run((progress) =>
      limited.push(progress.limited),
    );
    expect(result).toMatchObject({ limited: true, ending: 'finished', optimised: { width: 45 } });
    expect(limited).toHaveLength(5);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('ends at once: the coarsest scale shrinks until it fits', async () => {
    const result = await new HqRun(outOfMemoryAbove(network, 24 * 24), job()).run();
    expect(result.limited).toBe(true);
    expect(result.optimised.width).toBeLessThanOrEqual(24);
  });

  it('ends whatever the size: the run fails with the engine’s error', async () => {
    await expect(new HqRun(outOfMemoryAbove(network, 0), job()).run()).rejects.toThrow('allocation failed');
  });
});

describe('a part of the picture', () => {
  it('is painted, the rest stays the content: while it runs, and at full size', async () => {
    await startBackend('wasm', { wasmThreads: false });
    const network = loadFeatureNetwork(perceptualNetwork());
    // People fill the left half.
    const mask = {
      data: Uint8Array.from({ length: 64 }, (_, i) => (i % 8 < 4 ? 255 : 0)),
      width: 8,
      height: 8,
    };
    const guide = rgbaWaves(96, 96, 0);
    for (const colour of ['style', 'luma'] as const) {
      const settings = { ...job().settings, longSide: 32, colour };
      const change = { settings, part: { mask, area: 'background' as const } };
      const whole = new HqRun(network, job({ settings, guide }));
      const run = new HqRun(network, job({ ...change, guide }));
      const small = new HqRun(network, job(change));
      const [all, large] = [(await whole.run()).picture, (await run.run()).picture];
      const apart = (a: RgbaPicture, b: RgbaPicture, left: boolean): number => {
        let most = 0;
        for (let i = 0; i < a.data.length; i++) {
          const x = (i >> 2) % a.width;
          // A feathered column of the mask lies between the halves.
          if (left ? x > a.width * 0.4 : x < a.width * 0.6) continue;
          most = Math.max(most, Math.abs(Number(a.data[i]) - Number(b.data[i])));
        }
        return most;
      };
      expect(apart(large, guide, true)).toBe(0);
      expect(apart(large, all, false)).toBe(0);
      expect(apart(large, guide, false)).toBeGreaterThan(8);
      expect(apart((await small.run()).picture, job().content, true)).toBeLessThanOrEqual(1);
    }
    network.dispose();
  });

  it('is refused when its mask is cut off', () => {
    const mask = { data: new Uint8Array(7), width: 8, height: 8 };
    expect(() => checkJob(job({ part: { mask, area: 'person' } }))).toThrow('value per pixel');
  });
});

describe('colours', () => {
  it('matched: the result has the content’s colours, also from the live start', async () => {
    await startBackend('wasm', { wasmThreads: false });
    const network = loadFeatureNetwork(perceptualNetwork());
    const tinted = (red: number, blue: number): RgbaPicture => {
      const picture = rgbaWaves(48, 48, 1);
      for (let i = 0; i < picture.data.length; i += 4) {
        picture.data[i] = Number(picture.data[i]) * red;
        picture.data[i + 2] = Number(picture.data[i + 2]) * blue;
      }
      return picture;
    };
    const warmth = ({ data }: RgbaPicture): number =>
      data.reduce((sum, value, i) => sum + (i % 4 === 0 ? value : i % 4 === 2 ? -value : 0), 0) / data.length;
    const [content, style] = [tinted(1, 0.3), tinted(0.3, 1)];
    const painted = async (colour: 'style' | 'matched'): Promise<number> => {
      const settings = stillSettings('quick', {
        longSide: 48,
        coarsestSide: 48,
        firstIterations: 25,
        colour,
      });
      const run = new HqRun(network, {
        content,
        start: style,
        styles: [{ picture: style, weight: 1 }],
        settings,
      });
      return warmth((await run.run()).picture);
    };
    expect(await painted('style')).toBeLessThan(0);
    expect(await painted('matched')).toBeGreaterThan(0.6 * warmth(content));
    network.dispose();
  });
});
