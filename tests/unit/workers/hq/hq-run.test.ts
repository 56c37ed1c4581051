/** Whole runs of HQ still, small: what they end in, how they stop, what they leave behind. */

import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import type { FeatureNetwork } from '../../../../src/workers/hq/loss/feature-network';
import { loadFeatureNetwork } from '../../../../src/workers/hq/loss/load-feature-network';
import { stillSettings } from '../../../../src/workers/hq/settings';
import type { StillOverrides } from '../../../../src/workers/hq/settings';
import type { HqJob } from '../../../../src/workers/hq/job/hq-job';
import { HqRun } from '../../../../src/workers/hq/run/hq-run';
import { decodeState, encodeState } from '../../../../src/workers/hq/store/run-state';
import { psnr } from '../../../support/networks/golden';
import { perceptualNetwork } from '../../../../tools/networks/shipped-networks';
import { maxError } from '../../../support/networks/golden-tensors';
import { rgbaWaves } from '../../../support/networks/hq-pictures';
import { readingsOf } from '../../../support/stays';

const content = rgbaWaves(32, 32, 0);

function job(overrides: StillOverrides = {}): HqJob {
  return {
    content,
    styles: [{ picture: rgbaWaves(40, 32, 2), weight: 1 }],
    settings: stillSettings('quick', {
      start: 'content',
      longSide: 45,
      coarsestSide: 32,
      firstIterations: 8,
      iterations: 4,
      averaging: 0,
      ...overrides,
    }),
  };
}

let network: FeatureNetwork;

async function onBackend(backend: 'wasm' | 'cpu'): Promise<void> {
  await startBackend(backend, { wasmThreads: false });
  network = loadFeatureNetwork(perceptualNetwork());
}

describe('a run', () => {
  beforeAll(() => onBackend('wasm'));
  afterAll(() => network.dispose());

  it.each(['adam', 'lbfgs'] as const)(
    'lowers the loss with %s and reports every iteration',
    async (optimiser) => {
      const totals: number[] = [];
      const shares: number[] = [];
      const result = await new HqRun(network, job({ optimiser, firstIterations: 20 })).run((progress) => {
        totals.push(progress.losses.total);
        shares.push(progress.done);
      });
      expect(result).toMatchObject({ ending: 'finished', iterations: 24 });
      expect(result.picture).toMatchObject({ width: 45, height: 45 });
      expect(Number(totals[19])).toBeLessThan(0.6 * Number(totals[0]));
      expect(shares).toEqual([...shares].sort((a, b) => a - b));
      expect(shares.at(-1)).toBe(1);
    },
  );

  it('gives the same picture for the same seed, another for another', async () => {
    const noise = (seed: number) => new HqRun(network, job({ start: 'noise', seed })).run();
    const [one, two, other] = [await noise(7), await noise(7), await noise(8)];
    expect(maxError(one.picture.data, two.picture.data)).toBe(0);
    expect(maxError(one.picture.data, other.picture.data)).toBeGreaterThan(5);
  });

  it('goes from the content to the style with the amount', async () => {
    const flat = { longSide: 32, coarsestSide: 32, firstIterations: 15 };
    const distances: number[] = [];
    for (const amount of [0, 0.5, 1]) {
      const { picture } = await new HqRun(network, job({ ...flat, amount })).run();
      distances.push(psnr(picture, content));
    }
    expect(distances[0]).toBeGreaterThan(35);
    expect(distances).toEqual([...distances].sort((a, b) => b - a));
  });

  it('goes on from a saved state to the very same picture', async () => {
    const whole = await new HqRun(network, job()).run();
    const first = new HqRun(network, job());
    let saved: ArrayBuffer | undefined;
    await first.run(({ iteration }) => {
      if (iteration !== 10) return;
      const state = first.exportState();
      if (state) saved = encodeState(state);
      first.keep();
    });
    if (!saved) throw new Error('nothing was saved');
    const second = new HqRun(network, job(), decodeState(saved));
    const iterations: number[] = [];
    const resumed = await second.run(({ iteration }) => iterations.push(iteration));
    expect(iterations).toEqual([11, 12]);
    expect(maxError(resumed.picture.data, whole.picture.data)).toBe(0);
    expect(() => new HqRun(network, job({ amount: 0.5 }), decodeState(saved ?? new ArrayBuffer(0)))).toThrow(
      'other pictures or settings',
    );
    expect(() => decodeState(new ArrayBuffer(4))).toThrow('cannot be read');
  });

  it('keeps the picture it has when told so', async () => {
    const run = new HqRun(network, job());
    const result = await run.run(({ iteration }) => {
      if (iteration === 3) run.keep();
    });
    expect(result).toMatchObject({ ending: 'kept', iterations: 3, picture: { width: 32, height: 32 } });
  });

  it('makes no iteration while paused', async () => {
    const run = new HqRun(network, job());
    let iterations = 0;
    const finished = run.run(({ iteration }) => {
      iterations++;
      if (iteration === 2) run.pause();
    });
    await expect.poll(() => iterations).toBe(2);
    expect(await readingsOf(() => iterations, 300)).toEqual([2]);
    expect(run.paused).toBe(true);
    run.resume();
    await finished;
    expect(iterations).toBe(12);
  });

  it.each(['running', 'paused'])('frees everything when cancelled while %s', async (state) => {
    const before = tf.memory().numTensors;
    const abort = new AbortController();
    const run = new HqRun(network, job());
    const cancelled = run.run(({ iteration }) => {
      if (iteration !== 2) return;
      if (state === 'paused') {
        run.pause();
        setTimeout(() => abort.abort(), 50);
      } else abort.abort();
    }, abort.signal);
    await expect(cancelled).rejects.toMatchObject({ name: 'AbortError' });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await new HqRun(network, job()).run();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('keeps the content’s chroma with luma', async () => {
    const grey = { data: content.data.map((v, i) => (i % 4 === 3 ? 255 : v)), width: 32, height: 32 };
    for (let i = 0; i < grey.data.length; i += 4) grey.data.fill(Number(grey.data[i]), i, i + 3);
    const { picture } = await new HqRun(network, { ...job({ colour: 'luma' }), content: grey }).run();
    let most = 0;
    for (let i = 0; i < picture.data.length; i += 4) {
      most = Math.max(most, Math.abs(Number(picture.data[i]) - Number(picture.data[i + 2])));
    }
    expect(most).toBeLessThanOrEqual(1);
  });

  it.each([
    [{ amount: 1.5 }, 'amount must be a number from 0 to 1, not 1.5'],
    [{ longSide: 40.5 }, 'longSide must be a whole number'],
    [{ averaging: NaN }, 'averaging must be'],
    [{ weights: { tv: -1 } }, 'weights.tv must be'],
    [{ weights: { layers: [0, 0, 0, 0] } }, 'weights.layers must have a number above 0'],
    [{ weights: { layers: [1] } }, 'weights.layers must have 4 numbers'],
  ] satisfies [StillOverrides, string][])('refuses %j', (overrides, message) => {
    expect(() => stillSettings('quick', overrides)).toThrow(message);
  });

  it('refuses a job without a start picture or without a style', () => {
    expect(() => new HqRun(network, job({ start: 'picture' }))).toThrow('no picture to start from');
    expect(() => new HqRun(network, { ...job(), styles: [] })).toThrow('needs a style');
  });
});

describe('backends', () => {
  it('agree', async () => {
    const pictures: Uint8ClampedArray[] = [];
    for (const backend of ['wasm', 'cpu'] as const) {
      await onBackend(backend);
      const short = { longSide: 32, coarsestSide: 32, firstIterations: 2 };
      pictures.push((await new HqRun(network, job(short)).run()).picture.data);
      network.dispose();
    }
    const [wasm = [], cpu = []] = pictures;
    // Adam's first steps divide by the gradient's size: where it is almost 0 rounding may turn the sign.
    const off = [...wasm].filter((value, i) => Math.abs(value - Number(cpu[i])) > 2).length;
    expect(off / wasm.length).toBeLessThan(0.01);
  });
});
