/** The benchmark's arithmetic: figures, counts, costs, ratios and plot. */
import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { plotOf } from '../../../bench/lib/plot';
import { profiledMacs } from '../../../bench/lib/profiled-macs';
import { microastCost } from '../../../bench/lib/reference-costs';
import { countsPerFrame, figures, labelOf, ratiosOf } from '../../../bench/lib/report';
import { noCounts } from '../../../src/workers/engine/gpu/gpu-meter';
import type { Row } from '../../../bench/lib/report';
import { StyleNetworks } from '../../../src/workers/networks/nets/style-networks';
import { startBackend } from '../../../src/workers/networks/backend/tf-backend';
import { macsPerFrame } from '../../../src/workers/networks/nets/transformer-macs';
import { modelFiles } from '../../../tools/networks/shipped-networks';
import { styleCodeLength } from '../../../src/workers/networks/types';

const row = (change: Partial<Row>): Row => ({
  network: 'ours',
  engine: 'tfjs',
  backend: 'wasm',
  runtime: 'node',
  width: 64,
  height: 64,
  frames: 5,
  medianMs: 10,
  p95Ms: 12,
  ...noCounts,
  macs: 1e6,
  ...change,
});

test('median and 95th percentile by nearest rank', () => {
  expect(figures([5, 1, 3])).toEqual({ medianMs: 3, p95Ms: 5 });
  expect(figures(Array.from({ length: 100 }, (_, i) => i + 1))).toEqual({ medianMs: 50, p95Ms: 95 });
});

test('counts are per frame', () => {
  const before = { ...noCounts, dispatches: 100, submits: 3 };
  const after = { ...noCounts, dispatches: 190, submits: 5, bytes: 4 };
  expect(countsPerFrame(before, after, 2)).toEqual({ ...noCounts, dispatches: 45, submits: 1, bytes: 2 });
});

describe('costs', () => {
  test('our transformer’s formula agrees with the shapes its kernels report', async () => {
    await startBackend('cpu');
    const networks = new StyleNetworks(modelFiles());
    const modulation = networks.transformer.modulation(new Float32Array(styleCodeLength));
    const before = tf.memory().numTensors;
    const [width, height] = [32, 24];
    const macs = await profiledMacs(() =>
      networks.transformer.run(tf.zeros([1, height / 2 + 2, width / 2 + 2, 12]), modulation),
    );
    expect(macs).toBe(macsPerFrame({ width, height }));
    expect(tf.memory().numTensors).toBe(before);
    modulation.dispose();
    networks.dispose();
  });

  test('MicroAST costs about 27.8k multiply-accumulates a pixel', () => {
    expect(microastCost({ width: 100, height: 100 }).macs / 1e4).toBeCloseTo(27_772, 6);
  });
});

describe('ratios', () => {
  const rows = [
    row({ medianMs: 20 }),
    row({ network: 'magenta-separable', medianMs: 100 }),
    row({ engine: 'wgsl-streaming', backend: 'webgpu', runtime: 'browser', medianMs: 5 }),
    row({ backend: 'webgpu', runtime: 'browser', medianMs: 25 }),
  ];

  test('compare medians of the same runtime and size', () => {
    const values = Object.fromEntries(ratiosOf(rows).map(({ name, value }) => [name, value]));
    expect(values).toEqual({
      'WASM (Node, 1 thread), ours : Magenta separable': 0.2,
      'wgsl-streaming : tfjs on WebGPU, both ours': 0.2,
    });
  });

  test('are not made across sizes', () => {
    expect(ratiosOf(rows.map((each, i) => ({ ...each, width: 64 + i })))).toEqual([]);
  });
});

describe('plot', () => {
  test('names every row and keeps the order of their times', () => {
    const rows = [row({}), row({ backend: 'webgl', runtime: 'browser', medianMs: 400, p95Ms: 500 })];
    const svg = plotOf(rows);
    for (const each of rows) expect(svg).toContain(labelOf(each));
    const [short = 0, long = 0] = [...svg.matchAll(/<rect x="0"[^>]* width="([\d.]+)"/g)].map(([, w]) =>
      Number(w),
    );
    expect(short).toBeGreaterThan(3);
    expect(long).toBeGreaterThan(short);
  });

  test('is empty without rows', () => {
    expect(plotOf([])).toBe('');
  });
});
