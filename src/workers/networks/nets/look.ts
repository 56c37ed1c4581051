/** Arithmetic of style bottlenecks: mixing and strength are linear in them (Ghiasi et al. 2017, section 3.2). Pure. */

import { ImpastoError } from '../../../shared/errors';
import { maxSide } from '../../../shared/picture';
import type { Look, NormStatistics, StyleCode, StyleMask, StyleMix, WeightedStyle } from '../types';
import { normStatisticsLength, styleCodeLength } from '../types';

/** Throws `invalid-argument` unless `look` is legal. */
export function checkLook(look: Look): void {
  const { second, statistics } = look;
  checkMix(look);
  if (statistics) checkStatistics(statistics);
  if (!second) return;
  checkMix(second);
  checkMask(second.mask);
  if ((statistics === undefined) !== (second.statistics === undefined)) {
    throw new ImpastoError('invalid-argument', 'Of two styles both bring statistics, or neither.');
  }
  if (second.statistics) checkStatistics(second.statistics);
}

function checkStatistics(statistics: NormStatistics): void {
  if (statistics.length === normStatisticsLength) return;
  throw new ImpastoError(
    'invalid-argument',
    `A look's statistics are ${normStatisticsLength} numbers, not ${statistics.length}.`,
  );
}

function checkMix({ mix, strength }: StyleMix): void {
  if (!(strength >= 0 && strength <= 1)) {
    throw new ImpastoError('invalid-argument', `strength must be from 0 to 1, not ${strength}.`);
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

function checkMask({ data, width, height }: StyleMask): void {
  for (const [name, side] of [
    ['width', width],
    ['height', height],
  ] as const) {
    if (!Number.isInteger(side) || side < 1 || side > maxSide) {
      throw new ImpastoError(
        'invalid-argument',
        `A mask's ${name} must be a whole number from 1 to ${maxSide} pixels, not ${side}.`,
      );
    }
  }
  if (data.length !== width * height) {
    throw new ImpastoError(
      'invalid-argument',
      `A mask of ${width} × ${height} needs ${width * height} bytes, not ${data.length}.`,
    );
  }
}

/** The look without a style that its mask leaves no place, whoever comes into the picture: then it is exactly, and costs, what the other one does alone. */
export function withoutHidden(look: Look): Look {
  const { second, ...first } = look;
  if (!second || second.behindPeople === true) return look;
  const { mask, ...alone } = second;
  if (mask.data.every((share) => share === 0)) return first;
  return mask.data.every((share) => share === 255) ? alone : look;
}

/** Whether both looks have the same styles at the same strengths, wherever their masks put them. */
export function sameStyles(a: Look, b: Look): boolean {
  const { second: one } = a;
  const { second: other } = b;
  return sameMix(a, b) && (one && other ? sameMix(one, other) : one === other);
}

function sameMix(a: StyleMix, b: StyleMix): boolean {
  return (
    a.strength === b.strength &&
    a.mix.length === b.mix.length &&
    a.mix.every(({ code, weight }, i) => {
      const other = b.mix[i];
      return weight === other?.weight && code.every((value, k) => value === other.code[k]);
    })
  );
}

/** Whether the look needs the content's own code: one of its strengths is below 1. */
export function blendsContent({
  strength,
  second,
}: {
  readonly strength: number;
  readonly second?: { readonly strength: number } | undefined;
}): boolean {
  return strength < 1 || (second !== undefined && second.strength < 1);
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
