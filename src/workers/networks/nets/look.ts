/** Arithmetic of style bottlenecks: mixing and strength are linear in them (Ghiasi et al. 2017, section 3.2). Pure. */

import { ImpastoError } from '../../../shared/errors';
import type { Look, StyleCode, WeightedStyle } from '../types';
import { normStatisticsLength, styleCodeLength } from '../types';

/** Throws `invalid-argument` unless `look` is legal. */
export function checkLook({ mix, strength, statistics }: Look): void {
  if (!(strength >= 0 && strength <= 1)) {
    throw new ImpastoError('invalid-argument', `strength must be from 0 to 1, not ${strength}.`);
  }
  if (statistics && statistics.length !== normStatisticsLength) {
    throw new ImpastoError(
      'invalid-argument',
      `A look's statistics are ${normStatisticsLength} numbers, not ${statistics.length}.`,
    );
  }
  let total = 0;
  for (const { code, weight } of mix) {
    if (code.length !== styleCodeLength) {
      throw new ImpastoError(
        'invalid-argument',
        `A style code has ${styleCodeLength} numbers, not ${code.length}.`,
      );
    }
    if (!(weight >= 0 && weight < Infinity)) {
      throw new ImpastoError('invalid-argument', `A style's weight must be ≥ 0, not ${weight}.`);
    }
    total += weight;
  }
  if (!(total > 0)) throw new ImpastoError('invalid-argument', 'A look needs a style with a weight above 0.');
}

/** Σ wᵢ·zᵢ / Σ wᵢ. The weights must not all be 0. */
export function mixCodes(mix: readonly WeightedStyle[]): StyleCode {
  const out = new Float32Array(styleCodeLength);
  const total = mix.reduce((sum, { weight }) => sum + weight, 0);
  for (const { code, weight } of mix) {
    const share = weight / total;
    for (let i = 0; i < out.length; i++) out[i] = Number(out[i]) + share * Number(code[i]);
  }
  return out;
}

/** `(1 − t)·from + t·to`, t in 0..1. */
export function blendCodes(from: StyleCode, to: StyleCode, t: number): StyleCode {
  return from.map((value, i) => value + t * (Number(to[i]) - value));
}
