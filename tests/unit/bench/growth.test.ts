import { expect, test } from 'vitest';
import type { Sample } from '../../../bench/soak/drive-soak';
import { growthOf } from '../../../bench/soak/growth';

const sample = (change: Partial<Sample>): Sample => ({
  frames: 0,
  pageHeap: 3e6,
  workerMemory: 50e6,
  tensors: 90,
  tensorBytes: 2e6,
  buffers: 200,
  textures: 3,
  ...change,
});
const run = (of: (index: number) => Partial<Sample>): string[] =>
  growthOf(Array.from({ length: 12 }, (_, index) => sample(of(index))))
    .filter(({ grows }) => grows)
    .map(({ what }) => what);

test('flat figures, and a heap that breathes, are flat', () => {
  expect(run(() => ({}))).toEqual([]);
  expect(run((index) => ({ pageHeap: 3e6 + (index % 2) * 1e6 }))).toEqual([]);
});

test('what is needed once at the beginning is no growth', () => {
  expect(run((index) => ({ tensors: index < 4 ? 60 : 90, buffers: index < 3 ? 100 : 200 }))).toEqual([]);
});

test.each([
  ['page heap', (index: number) => ({ pageHeap: 3e6 + index * 1e6 })],
  ['workers’ memory', (index: number) => ({ workerMemory: 50e6 * (1 + index / 10) })],
  ['tensors', (index: number) => ({ tensors: 90 + index })],
  ['GPU buffers', (index: number) => ({ buffers: 200 + (index > 10 ? 1 : 0) })],
])('%s that grows is found', (what, of) => expect(run(of)).toEqual([what]));

test('too few samples tell nothing', () => {
  expect(() => growthOf([sample({})])).toThrow(/Three samples/);
});
