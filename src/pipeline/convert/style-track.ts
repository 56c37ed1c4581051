/**
 * One style of a conversion over time: what is measured of it in the first pass, and what each moment is painted with in
 * the second. The content's own code and the norms' statistics are the same in every frame, so that nothing flickers.
 */
import { momentOf } from '../../shared/keyframes';
import { mixCodes } from '../../workers/networks/nets/look';
import { blendStatistics, pooledStatistics } from '../../workers/networks/nets/norm-statistics';
import type { NormStatistics, StyleCode, StyleMix, WeightedStyle } from '../../workers/networks/types';

/** A point in time with all that a style is made of there. */
export interface StylePoint {
  /** s in the part that is converted. */
  readonly at: number;
  readonly code: StyleCode;
  /** 0..1 */
  readonly strength: number;
}

/** A style as frames are painted in it. The strength is in the mix. */
export interface MeasuredStyle extends StyleMix {
  readonly statistics: NormStatistics;
}

export interface StyleTrack {
  /** @param time s in the part. @returns the same object as before when nothing changed. */
  at(time: number): MeasuredStyle;
}

/** What is to be measured of a style: every picture at every knot. */
export interface StyleSurvey {
  /** In order of time, at least one. */
  readonly points: readonly StylePoint[];
  /** The points and what is measured between them. */
  readonly knots: readonly StylePoint[];
  readonly pictures: readonly ImageBitmap[];
}

/** The norms' statistics of a whole picture in one style alone. */
export type MeasureStyle = (style: StyleMix, picture: ImageBitmap) => Promise<NormStatistics>;

/** Pictures that are measured at each knot when there are several; all of them when there is one. */
const picturesAKnot = 6;

interface Known {
  readonly point: StylePoint;
  readonly statistics: NormStatistics;
}

/** One style all through, as a point. */
export function pointOf({ mix, strength }: StyleMix): StylePoint {
  return { at: 0, code: mixCodes(mix), strength };
}

/**
 * @param points in order of time, at least one
 * @param pictures of moments all over the part, at least one
 */
export function surveyOf(points: readonly StylePoint[], pictures: readonly ImageBitmap[]): StyleSurvey {
  const knots = withMiddles(points);
  return { points, knots, pictures: knots.length === 1 ? pictures : spread(pictures, picturesAKnot) };
}

/**
 * @param content the content's own code; null only where every strength is 1
 * @throws what `measure` throws
 */
export async function measureStyle(
  { points, knots, pictures }: StyleSurvey,
  content: StyleCode | null,
  measure: MeasureStyle,
): Promise<StyleTrack> {
  const known: Known[] = [];
  for (const point of knots) {
    const style = mixOf(partsOf(point, 1), content);
    const found: NormStatistics[] = [];
    for (const picture of pictures) found.push(await measure(style, picture));
    known.push({ point, statistics: pooledStatistics(found) });
  }
  return trackOf(points, known, content);
}

/**
 * The points and what lies half-way between each two: statistics do not go in a straight line from one style to another.
 * Every second knot is a point.
 */
function withMiddles(points: readonly StylePoint[]): StylePoint[] {
  return points.flatMap((point, index) => {
    const next = points[index + 1];
    if (!next) return [point];
    const code = mixCodes([point, next].map(({ code: one }) => ({ code: one, weight: 1 })));
    const middle = { at: (point.at + next.at) / 2, code, strength: (point.strength + next.strength) / 2 };
    return [point, middle];
  });
}

function spread<T>(all: readonly T[], count: number): T[] {
  return all.filter(
    (_value, index) =>
      Math.floor((index * count) / all.length) !== Math.floor(((index - 1) * count) / all.length),
  );
}

type Part = StylePoint & { readonly weight: number };

function partsOf(point: StylePoint, weight: number): Part[] {
  return weight > 0 ? [{ ...point, weight }] : [];
}

/** Mix and strength are linear in the bottleneck: points whose weights add up to 1, blended with the content's own. */
function mixOf(parts: readonly Part[], content: StyleCode | null): StyleMix {
  const strength = parts.reduce((sum, part) => sum + part.weight * part.strength, 0);
  const weights = parts.map(({ code, weight }): WeightedStyle => ({ code, weight: weight * strength }));
  const own = content ? [{ code: content, weight: 1 - strength }] : [];
  return { mix: [...weights, ...own], strength: 1 };
}

function trackOf(
  points: readonly StylePoint[],
  known: readonly Known[],
  content: StyleCode | null,
): StyleTrack {
  const times = points.map(({ at }) => at);
  let last: { readonly key: string; readonly style: MeasuredStyle } | null = null;
  return {
    at: (time) => {
      const { index, share } = momentOf(times, time);
      const key = `${index} ${share}`;
      if (last?.key === key) return last.style;
      // Knots are twice as dense as points.
      const knot = 2 * index + (share >= 0.5 ? 1 : 0);
      const [from, to] = [known[knot], known[knot + 1]];
      const [point, next] = [points[index], points[index + 1]];
      if (!from || !point) throw new Error('a style track has at least one point');
      const within = share >= 0.5 ? 2 * share - 1 : 2 * share;
      const statistics = to ? blendStatistics(from.statistics, to.statistics, within) : from.statistics;
      const parts = [...partsOf(point, 1 - share), ...(next ? partsOf(next, share) : [])];
      last = { key, style: { ...mixOf(parts, content), statistics } };
      return last.style;
    },
  };
}
