/** The loss of HQ still and its gradient, against PyTorch (still_golden.py) and against finite differences. */

import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import { foldPadding } from '../../../../src/workers/hq/loss/fold-padding';
import { padBorder } from '../../../../src/workers/networks/nets/padding';
import { asMatrix, gramMatrix } from '../../../../src/workers/hq/loss/gram';
import { ImageLoss } from '../../../../src/workers/hq/loss/image-loss';
import { loadFeatureNetwork } from '../../../../src/workers/hq/loss/load-feature-network';
import type { FeatureNetwork } from '../../../../src/workers/hq/loss/feature-network';
import { pictureTensor } from '../../../../src/workers/hq/loss/measure';
import { perceptualNetwork } from '../../../../tools/networks/shipped-networks';
import { maxError } from '../../../support/networks/golden-tensors';
import { expectDifferences } from '../../../support/networks/numeric-gradient';
import { waves } from '../../../support/networks/hq-pictures';
import type { LossWeights } from '../../../../src/workers/hq/settings';

interface Golden {
  width: number;
  height: number;
  amount: number;
  weights: LossWeights;
  losses: Record<'total' | 'content' | 'style' | 'tv' | 'pixel', number>;
  gradientStride: number;
  gradient: number[];
  gradientNorm: number;
  gram0: number[];
}
const golden = JSON.parse(
  readFileSync(new URL('../../../fixtures/still-golden.json', import.meta.url), 'utf8'),
) as Golden;

describe.each(['wasm', 'cpu'] as const)('the loss of a picture on %s', (backend) => {
  let network: FeatureNetwork;
  let tensorsBefore: number;

  beforeAll(async () => {
    await startBackend(backend, { wasmThreads: false });
    tensorsBefore = tf.memory().numTensors;
    network = loadFeatureNetwork(perceptualNetwork());
  });
  afterAll(() => {
    network.dispose();
    network.dispose();
    expect(tf.memory().numTensors).toBe(tensorsBefore);
  });

  const makeLoss = (): Promise<ImageLoss> =>
    ImageLoss.create(
      network,
      waves(golden.width, golden.height, 0),
      {
        styles: [
          { picture: waves(24, 32, 1), weight: 1 },
          { picture: waves(28, 20, 2), weight: 3 },
        ],
        amount: golden.amount,
      },
      golden.weights,
    );

  it('multiplies features into a Gram matrix, by hand', () => {
    tf.tidy(() => {
      const gram = gramMatrix(
        tf.tensor2d([
          [1, 2, 0],
          [3, -1, 4],
        ]),
      );
      expect([...gram.dataSync()]).toEqual([5, -0.5, 6, -0.5, 2.5, -2, 6, -2, 8]);
    });
  });

  it('has PyTorch’s Gram matrix of relu1_1', () => {
    tf.tidy(() => {
      const { taps } = network.forward(pictureTensor(waves(golden.width, golden.height, 0)));
      const [first] = taps;
      if (!first) throw new Error('no tap');
      const row = gramMatrix(asMatrix(first)).dataSync().slice(0, golden.gram0.length);
      expect(maxError(row, golden.gram0)).toBeLessThan(1e-4 * Math.max(...golden.gram0));
    });
  });

  it('has PyTorch’s losses and gradient', async () => {
    const loss = await makeLoss();
    const { losses, gradient } = await loss.evaluate(waves(golden.width, golden.height, 3).data);
    loss.dispose();
    for (const term of ['total', 'content', 'style', 'tv', 'pixel'] as const) {
      expect(losses[term] / golden.losses[term], term).toBeCloseTo(1, 4);
    }
    const norm = Math.hypot(...gradient);
    expect(norm / golden.gradientNorm).toBeCloseTo(1, 4);
    const sampled = gradient.filter((_, i) => i % golden.gradientStride === 0);
    expect(maxError(sampled, golden.gradient)).toBeLessThan(1e-4 * norm);
  });

  // Ninety evaluations of the whole network: minutes on cpu, whose gradient is compared with PyTorch’s above.
  it.runIf(backend === 'wasm')('has the gradient of finite differences, along the edges too', async () => {
    const loss = await makeLoss();
    const at = waves(golden.width, golden.height, 3).data;
    const row = golden.width * 3;
    // Corners, edges and the middle.
    const firsts = [0, row - 12, 5 * row, at.length - row, at.length - 12, 12 * row + 40];
    await expectDifferences(loss, at, firsts);
    loss.dispose();
  });

  it('is all zero at the content when the style amount is 0', async () => {
    const content = waves(32, 32, 0);
    const styles = [{ picture: waves(24, 32, 1), weight: 1 }];
    const loss = await ImageLoss.create(
      network,
      content,
      { styles, amount: 0 },
      { ...golden.weights, tv: 0 },
    );
    const { losses, gradient } = await loss.evaluate(content.data);
    loss.dispose();
    expect(losses.total).toBeLessThan(1e-9);
    expect(Math.hypot(...gradient)).toBeLessThan(1e-4);
  });

  // Heights that end within a cell of the deepest layer, and just after a strip.
  it.runIf(backend === 'wasm').each([
    [24, 250],
    [37, 133],
    [16, 136],
  ])('is the same in strips as at once, of %i × %i px', async (width, height) => {
    const content = waves(width, height, 0);
    const styles = [{ picture: waves(40, 140, 1), weight: 1 }];
    const at = waves(width, height, 3).data;
    const before = tf.memory().numTensors;
    const evaluated = async (maxPixels: number) => {
      const loss = await ImageLoss.create(
        network,
        content,
        { styles, amount: 0.75 },
        golden.weights,
        maxPixels,
      );
      try {
        return await loss.evaluate(at);
      } finally {
        loss.dispose();
      }
    };
    const whole = await evaluated(Infinity);
    const strips = await evaluated(128 * width);
    expect(tf.memory().numTensors).toBe(before);
    for (const term of ['total', 'content', 'style', 'tv', 'pixel'] as const) {
      // Float32 sums in another order.
      expect(strips.losses[term] / whole.losses[term], term).toBeCloseTo(1, 4);
    }
    expect(maxError(strips.gradient, whole.gradient)).toBeLessThan(1e-5 * Math.hypot(...whole.gradient));
  });

  it('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const loss = await makeLoss();
    const held = tf.memory().numTensors;
    await loss.evaluate(waves(golden.width, golden.height, 3).data);
    expect(tf.memory().numTensors).toBe(held);
    await expect(loss.evaluate(new Float32Array(3))).rejects.toThrow();
    expect(tf.memory().numTensors).toBe(held);
    loss.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ['symmetric', 5, 4],
    ['reflect', 4, 5],
    ['symmetric', 2, 2],
    ['reflect', 2, 3],
  ] as const)('folds %s padding of %i × %i as its adjoint', (mode, height, width) => {
    tf.tidy(() => {
      // ⟨pad(x), y⟩ = ⟨x, fold(y)⟩ for all x, y defines the adjoint.
      const x = tf.randomNormal<tf.Rank.R4>([1, height, width, 3], 0, 1, 'float32', 1);
      const y = tf.randomNormal<tf.Rank.R4>([1, height + 2, width + 2, 3], 0, 1, 'float32', 2);
      const [left] = tf.sum(tf.mul(padBorder(x, mode), y)).dataSync();
      const [right] = tf.sum(tf.mul(x, foldPadding(y, mode))).dataSync();
      expect(Math.abs(Number(left) - Number(right))).toBeLessThan(1e-4);
    });
  });
});
