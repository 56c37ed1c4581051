/**
 * Arithmetic of the norms' statistics: those of some frames made into one for a whole file, blended between two looks, and
 * folded into scale and shift. Layout: the means of all channels of all norms in order, then their variances. Pure.
 */

import { ImpastoError } from '../../../shared/errors';
import { normEpsilon } from './norm-epsilon';
import type { NormStatistics } from '../types';
import { normStatisticsLength } from '../types';

/** Channels of all norms. */
export const allNormChannels = normStatisticsLength / 2;

/**
 * Statistics of all frames together: the mean of the means, and by the law of total variance the mean of the variances
 * plus the variance of the means.
 * @throws ImpastoError `invalid-argument` without a frame.
 */
export function pooledStatistics(frames: readonly NormStatistics[]): NormStatistics {
  if (frames.length === 0) {
    throw new ImpastoError('invalid-argument', 'Statistics need at least one frame to be measured on.');
  }
  const pooled = new Float32Array(normStatisticsLength);
  for (let c = 0; c < allNormChannels; c++) {
    const means = frames.map((frame) => Number(frame[c]));
    const mean = average(means);
    const within = average(frames.map((frame) => Number(frame[allNormChannels + c])));
    pooled[c] = mean;
    pooled[allNormChannels + c] = within + average(means.map((value) => (value - mean) ** 2));
  }
  return pooled;
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** `(1 − t)·from + t·to`, t in 0..1: statistics of a look between two. */
export function blendStatistics(from: NormStatistics, to: NormStatistics, t: number): NormStatistics {
  return from.map((value, i) => value + t * (Number(to[i]) - value));
}

/** Channels of the first norm: linear features of the camera's picture, the same in every style. */
const firstChannels = 24;

/**
 * Squared distance of the means in standard deviations plus a quarter of the squared logarithm of the variances' ratio,
 * averaged over the first norm's channels. Pans and moving subjects stay below; other scenes are far above. A false alarm
 * costs nothing but one frame without averaging.
 */
export const cutDistance = 0.12;

/** Whether two frames' statistics are those of different scenes, whatever their styles. */
export function areCut(before: NormStatistics, now: NormStatistics): boolean {
  let distance = 0;
  for (let c = 0; c < firstChannels; c++) {
    const variance = Number(before[allNormChannels + c]) + normEpsilon;
    const ratio = Math.log((Number(now[allNormChannels + c]) + normEpsilon) / variance);
    distance += ((Number(now[c]) - Number(before[c])) ** 2 / variance + 0.25 * ratio ** 2) / firstChannels;
  }
  return !(distance <= cutDistance);
}

/** Two numbers a channel of one norm: γ then β, or a then b. */
export interface NormValues {
  readonly name: string;
  readonly values: Float32Array;
}

/** `a = γ/√(σ² + ε)` and `b = β − a·mean` of each norm, which needs no statistics of a frame's own then. */
export function foldedStatistics(gammaBeta: readonly NormValues[], statistics: NormStatistics): NormValues[] {
  let first = 0;
  return gammaBeta.map(({ name, values }) => {
    const channels = values.length / 2;
    const folded = new Float32Array(values.length);
    for (let c = 0; c < channels; c++) {
      const variance = Number(statistics[allNormChannels + first + c]);
      const scale = Number(values[c]) / Math.sqrt(variance + normEpsilon);
      folded[c] = scale;
      folded[channels + c] = Number(values[channels + c]) - scale * Number(statistics[first + c]);
    }
    first += channels;
    return { name, values: folded };
  });
}
