/** Two styles in one HQ still: the loss by regions, against one style alone, finite differences and itself in strips. */
import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';
import { ImageLoss } from '../../../../src/workers/hq/loss/image-loss';
import { loadFeatureNetwork } from '../../../../src/workers/hq/loss/load-feature-network';
import type { FeatureNetwork } from '../../../../src/workers/hq/loss/feature-network';
import type { Evaluation } from '../../../../src/workers/hq/loss/losses';
import type { WantedStyle, WantedStyles } from '../../../../src/workers/hq/loss/targets';
import type { FloatPicture } from '../../../../src/workers/hq/picture/float-picture';
import { linearMask } from '../../../../src/workers/networks/pixels/mask-shapes';
import type { StyleMask } from '../../../../src/workers/networks/types';
import { perceptualNetwork } from '../../../../tools/networks/shipped-networks';
import { maxError } from '../../../support/networks/golden-tensors';
import { expectDifferences } from '../../../support/networks/numeric-gradient';
import { waves } from '../../../support/networks/hq-pictures';

let network: FeatureNetwork;
beforeAll(async () => {
  await startBackend('wasm', { wasmThreads: false });
  network = loadFeatureNetwork(perceptualNetwork());
});
afterAll(() => network.dispose());

const weights = { content: 1, style: 15, tv: 0.5, pixel: 0, layers: [3, 2, 1, 1] };
const waved: WantedStyle = { styles: [{ picture: waves(24, 32, 1), weight: 1 }], amount: 0.8 };
const crossed: WantedStyle = { styles: [{ picture: waves(28, 20, 2), weight: 1 }], amount: 0.8 };
const uniform = (value: number): StyleMask => ({ data: Uint8Array.of(value), width: 1, height: 1 });
const wash = linearMask({ x: 0.3, y: 0.5 }, { x: 0.7, y: 0.6 });

async function evaluated(
  styles: WantedStyles,
  at: Float32Array,
  content: FloatPicture,
  maxPixels?: number,
): Promise<Evaluation> {
  const before = tf.memory().numTensors;
  const loss = await ImageLoss.create(network, content, styles, weights, maxPixels);
  try {
    return await loss.evaluate(at);
  } finally {
    loss.dispose();
    expect(tf.memory().numTensors, 'no tensor is left').toBe(before);
  }
}

const content = waves(40, 32, 0);
const at = waves(40, 32, 3).data;

test.each([
  [0, waved],
  [255, crossed],
] as const)('where the mask is %i everywhere, it is the loss of one style alone', async (value, alone) => {
  const two = { ...waved, second: { ...crossed, mask: uniform(value) } };
  expect(await evaluated(two, at, content)).toEqual(await evaluated(alone, at, content));
});

test('each style has its own region: a picture made of both in place is better than one with them swapped', async () => {
  const styled = (left: number, right: number): Float32Array => {
    const [a, b] = [waves(64, 64, left).data, waves(64, 64, right).data];
    return a.map((value, i) => ((i / 3) % 64 < 32 ? value : Number(b[i])));
  };
  const halves = linearMask({ x: 0.49, y: 0.5 }, { x: 0.51, y: 0.5 });
  const full = (seed: number): WantedStyle => ({
    styles: [{ picture: waves(64, 64, seed), weight: 1 }],
    amount: 1,
  });
  const two = { ...full(1), second: { ...full(2), mask: halves } };
  const [inPlace, swapped] = [styled(1, 2), styled(2, 1)];
  const [right, wrong] = [
    await evaluated(two, inPlace, waves(64, 64, 0)),
    await evaluated(two, swapped, waves(64, 64, 0)),
  ];
  expect(right.losses.style).toBeLessThan(0.5 * wrong.losses.style);
});

test('has the gradient of finite differences, with different amounts too', async () => {
  const two = { ...waved, second: { ...crossed, amount: 0.3, mask: wash } };
  const loss = await ImageLoss.create(network, content, two, weights);
  const row = 40 * 3;
  await expectDifferences(loss, at, [0, row - 12, 5 * row, 12 * row + 60, at.length - 12]);
  loss.dispose();
});

test('is the same in strips as at once', async () => {
  const [width, height] = [37, 133];
  const tall = waves(width, height, 0);
  const two = {
    ...waved,
    second: { ...crossed, amount: 0.5, mask: linearMask({ x: 0, y: 0 }, { x: 1, y: 1 }) },
  };
  const there = waves(width, height, 3).data;
  const whole = await evaluated(two, there, tall);
  const strips = await evaluated(two, there, tall, 128 * width);
  for (const term of ['total', 'content', 'style', 'tv', 'pixel'] as const)
    expect(strips.losses[term]).toBeCloseTo(whole.losses[term], 5);
  expect(maxError(strips.gradient, whole.gradient)).toBeLessThan(1e-5 * Math.hypot(...whole.gradient));
});

test('where a style has no strength, the content is the best there is', async () => {
  const none = (amount: number): WantedStyles => ({
    ...waved,
    second: { ...crossed, amount, mask: linearMask({ x: 0.45, y: 0.5 }, { x: 0.55, y: 0.5 }) },
  });
  const rightOf = ({ gradient }: Evaluation): number =>
    Math.hypot(...gradient.filter((_, i) => (i / 3) % 40 >= 34));
  const [unpainted, painted] = [
    await evaluated(none(0), content.data, content),
    await evaluated(none(0.8), content.data, content),
  ];
  expect(rightOf(unpainted)).toBeLessThan(0.05 * rightOf(painted));
});
