/** The reverse pass of 2×2 max pooling: where each square's largest number goes, ties and odd sides included. */
import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { maxPoolBackward } from '../../../../src/workers/hq/loss/max-pool';
import { startBackend } from '../../../../src/workers/networks/backend/tf-backend';

const channels = 3;

/** Floats ≥ 0 as a ReLU leaves them: many are 0, and few values, so that squares have several largest numbers. */
const afterRelu = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => Math.max(0, Math.round(4 * Math.sin(i * 12.9898)) / 4));

/** The first of the largest in reading order gets the square's gradient. */
function expected(
  input: readonly number[],
  width: number,
  height: number,
  gradient: readonly number[],
): number[] {
  const out = input.map(() => 0);
  const columns = Math.floor(width / 2);
  for (let row = 0; row < Math.floor(height / 2); row++)
    for (let column = 0; column < columns; column++)
      for (let c = 0; c < channels; c++) {
        const square = [0, 1, width, width + 1].map(
          (step) => (2 * row * width + 2 * column + step) * channels + c,
        );
        const values = square.map((at) => Number(input[at]));
        out[Number(square[values.indexOf(Math.max(...values))])] = Number(
          gradient[(row * columns + column) * channels + c],
        );
      }
  return out;
}

test.each(['wasm', 'cpu'] as const)('the first of the largest gets the gradient, on %s', async (backend) => {
  await startBackend(backend, { wasmThreads: false });
  for (const [height, width] of [
    [4, 6],
    [5, 7],
    [2, 2],
    [3, 2],
  ] as const) {
    const input = afterRelu(height * width * channels);
    const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
    const gradient = Array.from({ length: rows * columns * channels }, (_, i) => i - 5.5);
    const result = tf.tidy(() =>
      maxPoolBackward(
        tf.tensor4d(gradient, [1, rows, columns, channels]),
        tf.tensor4d(input, [1, height, width, channels]),
      ).dataSync(),
    );
    expect([...result], `${width} × ${height}`).toEqual(expected(input, width, height, gradient));
  }
});
