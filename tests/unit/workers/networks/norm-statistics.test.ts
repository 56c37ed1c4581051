import { describe, expect, it } from 'vitest';
import {
  allNormChannels,
  blendStatistics,
  foldedStatistics,
  pooledStatistics,
} from '../../../../src/workers/networks/nets/norm-statistics';
import { normStatisticsLength } from '../../../../src/workers/networks/types';

/** The same mean and variance in every channel. */
function statistics(mean: number, variance: number): Float32Array {
  return new Float32Array(normStatisticsLength).map((_value, i) => (i < allNormChannels ? mean : variance));
}

describe('statistics of norms', () => {
  it('of several frames are those of all their pixels together', () => {
    // Pixels {0, 2} and {4, 8}: means 1 and 6, variances 1 and 4; together mean 3.5, variance 8.75.
    const pooled = pooledStatistics([statistics(1, 1), statistics(6, 4)]);
    expect(pooled[0]).toBeCloseTo(3.5, 6);
    expect(pooled[allNormChannels]).toBeCloseTo(8.75, 6);
    expect(() => pooledStatistics([])).toThrow(/at least one frame/);
  });

  it('between two looks go from one to the other', () => {
    const blend = blendStatistics(statistics(0, 1), statistics(4, 9), 0.25);
    expect([blend[7], blend[allNormChannels + 7]]).toEqual([1, 3]);
  });

  it('folded into scale and shift do what the norm does', () => {
    const [gamma, beta, x] = [3, 0.5, 11];
    const [{ values } = { values: [] }] = foldedStatistics(
      [{ name: 'n', values: Float32Array.of(gamma, beta) }],
      statistics(5, 4),
    );
    expect(Number(values[0]) * x + Number(values[1])).toBeCloseTo((gamma * (x - 5)) / 2 + beta, 3);
  });
});
