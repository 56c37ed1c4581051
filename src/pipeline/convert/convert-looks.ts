/**
 * The first pass of a conversion: looks at moments all over the file, and makes of them what the second pass paints each
 * frame with. The content's own code and the norms' statistics are then the same in every frame, so that nothing
 * flickers. Closes the pictures it is given; the engine stays the caller's.
 */
import type { Size } from '../../shared/picture';
import type { EngineClient } from '../../workers/engine/engine.client';
import { mixCodes } from '../../workers/networks/nets/look';
import { blendStatistics, pooledStatistics } from '../../workers/networks/nets/norm-statistics';
import { momentOf } from '../../shared/keyframes';
import type { Look, NormStatistics, StyleCode, WeightedStyle } from '../../workers/networks/types';

/** A point in time with all that a look is made of there. */
export interface LookPoint {
  /** s in the part that is converted. */
  readonly at: number;
  readonly code: StyleCode;
  /** 0..1 */
  readonly strength: number;
}

/** What each frame is painted with. */
export interface LookTrack {
  /** @param time s in the part. @returns the same object as before when nothing changed. */
  at(time: number): Look;
}

/** Does `work` with the engine that runs, again with another when that one is lost. */
export type WithEngine = <T>(work: (client: EngineClient) => Promise<T>) => Promise<T>;

/** Frames whose statistics are taken at each point when there are several; all of them when there is one. */
const framesAPoint = 6;

interface Known {
  readonly point: LookPoint;
  readonly statistics: NormStatistics;
}

/** One look all through, as a point. */
export function pointOf({ mix, strength }: Look): LookPoint {
  return { at: 0, code: mixCodes(mix), strength };
}

/**
 * @param points in order of time, at least one
 * @param pictures of moments all over the part, at least one
 * @param size of the frames that will be painted, px
 * @param onProgress 0..1
 */
export async function measureLooks(
  points: readonly LookPoint[],
  pictures: readonly ImageBitmap[],
  size: Size,
  withEngine: WithEngine,
  onProgress: (progress: number) => void,
): Promise<LookTrack> {
  try {
    const needsContent = points.some(({ strength }) => strength < 1);
    const knots = withMiddles(points);
    const frames = knots.length === 1 ? pictures : spread(pictures, framesAPoint);
    const steps = (needsContent ? pictures.length : 0) + knots.length * frames.length;
    let done = 0;
    const step = (): void => onProgress(++done / steps);
    const codes: StyleCode[] = [];
    if (needsContent) {
      for (const picture of pictures) {
        codes.push(await withEngine(async (client) => client.encodeStyle(await createImageBitmap(picture))));
        step();
      }
    }
    const content = codes.length > 0 ? mixCodes(codes.map((code) => ({ code, weight: 1 }))) : null;
    const known: Known[] = [];
    for (const point of knots) {
      const look = lookOf(partsOf(point, 1), content);
      const found: NormStatistics[] = [];
      for (const picture of frames) {
        const measured = await withEngine(async (client) => {
          client.setLook(look);
          return client.measure(await createImageBitmap(picture), { ...size, mirror: false });
        });
        found.push(measured);
        step();
      }
      known.push({ point, statistics: pooledStatistics(found) });
    }
    return trackOf(points, known, content);
  } finally {
    for (const picture of pictures) picture.close();
  }
}

/**
 * The points and what lies half-way between each two: statistics do not go in a straight line from one look to another.
 * Every second knot is a point.
 */
function withMiddles(points: readonly LookPoint[]): LookPoint[] {
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

type Part = LookPoint & { readonly weight: number };

function partsOf(point: LookPoint, weight: number): Part[] {
  return weight > 0 ? [{ ...point, weight }] : [];
}

/** Mix and strength are linear in the bottleneck: points whose weights add up to 1, blended with the content's own. */
function lookOf(parts: readonly Part[], content: StyleCode | null, statistics?: NormStatistics): Look {
  const strength = parts.reduce((sum, part) => sum + part.weight * part.strength, 0);
  const weights = parts.map(({ code, weight }): WeightedStyle => ({ code, weight: weight * strength }));
  const own = content ? [{ code: content, weight: 1 - strength }] : [];
  return { mix: [...weights, ...own], strength: 1, ...(statistics && { statistics }) };
}

function trackOf(
  points: readonly LookPoint[],
  known: readonly Known[],
  content: StyleCode | null,
): LookTrack {
  const times = points.map(({ at }) => at);
  let last: { readonly key: string; readonly look: Look } | null = null;
  return {
    at: (time) => {
      const { index, share } = momentOf(times, time);
      const key = `${index} ${share}`;
      if (last?.key === key) return last.look;
      // Knots are twice as dense as points.
      const knot = 2 * index + (share >= 0.5 ? 1 : 0);
      const [from, to] = [known[knot], known[knot + 1]];
      const [point, next] = [points[index], points[index + 1]];
      if (!from || !point) throw new Error('a look track has at least one point');
      const within = share >= 0.5 ? 2 * share - 1 : 2 * share;
      const statistics = to ? blendStatistics(from.statistics, to.statistics, within) : from.statistics;
      const parts = [...partsOf(point, 1 - share), ...(next ? partsOf(next, share) : [])];
      last = { key, look: lookOf(parts, content, statistics) };
      return last.look;
    },
  };
}
