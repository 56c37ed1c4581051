/** The grid term: how much fine structure of a picture is locked to the live network's 4 px cells. Pure. */

import type { FloatPicture } from '../../src/workers/hq/picture/float-picture';

/** px */
const period = 4;

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
}

/**
 * `losses.lattice` of training/impasto: the Laplacian's mean and mean magnitude should not depend on where in a cell they
 * are taken. Their variances over the 16 places, relative to the mean magnitude, averaged over the channels.
 * @returns ≥ 0; 0.002 to 0.005 in photographs and paintings.
 */
export function lattice({ data, width, height }: FloatPicture): number {
  const at = (x: number, y: number, c: number): number => Number(data[(y * width + x) * 3 + c]);
  const columns = Math.floor((width - 2) / period) * period;
  const rows = Math.floor((height - 2) / period) * period;
  const cells = (rows * columns) / period ** 2;
  let total = 0;
  for (let c = 0; c < 3; c++) {
    const strength = new Array<number>(period ** 2).fill(0);
    const bias = new Array<number>(period ** 2).fill(0);
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < columns; x++) {
        const sides = at(x, y + 1, c) + at(x + 2, y + 1, c) + at(x + 1, y, c) + at(x + 1, y + 2, c);
        const fine = at(x + 1, y + 1, c) - sides / 4;
        const place = (y % period) * period + (x % period);
        strength[place] = Number(strength[place]) + Math.abs(fine) / cells;
        bias[place] = Number(bias[place]) + fine / cells;
      }
    }
    const scale = strength.reduce((sum, value) => sum + value, 0) / strength.length + 1e-3;
    total += variance(strength.map((value) => value / scale)) + variance(bias.map((value) => value / scale));
  }
  return total / 3;
}
