/**
 * The first pass of a conversion: looks at moments all over the file, and makes of them what the second pass paints each
 * frame with. Of two styles each is measured alone, and they are put together again. Closes the pictures it is given; the
 * engine stays the caller's.
 */
import type { Size } from '../../shared/picture';
import type { EngineClient } from '../../workers/engine/engine.client';
import { mixCodes } from '../../workers/networks/nets/look';
import type { Look, SecondStyle, StyleCode } from '../../workers/networks/types';
import type { PlacedLook } from '../styles/style-choice';
import { measureStyle, pointOf, surveyOf } from './style-track';
import type { MeasuredStyle, MeasureStyle, StylePoint, StyleTrack } from './style-track';

/** What a file shall look like over time. */
export interface LookPlan {
  /** The style in hand, in order of time, at least one point. */
  readonly inHand: readonly StylePoint[];
  /** Of two styles the one that is not in hand: it stays as it is. Null for one style. */
  readonly other: OtherPlan | null;
}

export interface OtherPlan {
  readonly point: StylePoint;
  /** It is the first of the two; the one in hand is the second. */
  readonly first: boolean;
  /** Where the second is. */
  readonly place: Pick<SecondStyle, 'mask' | 'behindPeople'>;
}

/** What each frame is painted with. */
export interface LookTrack {
  /** @param time s in the part. @returns the same object as before when nothing changed. */
  at(time: number): Look;
}

/** Does `work` with the engine that runs, again with another when that one is lost. */
export type WithEngine = <T>(work: (client: EngineClient) => Promise<T>) => Promise<T>;

/** @param keyframes of the style in hand, in order of time; none for the look as it is all through */
export function planOf({ look, secondInHand }: PlacedLook, keyframes: readonly StylePoint[]): LookPlan {
  const { second, ...first } = look;
  const inHand = (style: typeof first): readonly StylePoint[] =>
    keyframes.length > 0 ? keyframes : [pointOf(style)];
  if (!second) return { inHand: inHand(first), other: null };
  const { mask, behindPeople = false } = second;
  const [hand, other] = secondInHand ? [second, first] : [first, second];
  return {
    inHand: inHand(hand),
    other: { point: pointOf(other), first: secondInHand, place: { mask, behindPeople } },
  };
}

/**
 * @param pictures of moments all over the part, at least one
 * @param size of the frames that will be painted, px
 * @param onProgress 0..1
 * @throws what the engine throws
 */
export async function measureLooks(
  { inHand, other }: LookPlan,
  pictures: readonly ImageBitmap[],
  size: Size,
  withEngine: WithEngine,
  onProgress: (progress: number) => void,
): Promise<LookTrack> {
  try {
    const hand = surveyOf(inHand, pictures);
    const beside = other && surveyOf([other.point], pictures);
    const surveys = beside ? [hand, beside] : [hand];
    const needsContent = surveys.some(({ points }) => points.some(({ strength }) => strength < 1));
    const readings = surveys.reduce((sum, { knots, pictures: { length } }) => sum + knots.length * length, 0);
    const steps = (needsContent ? pictures.length : 0) + readings;
    let done = 0;
    const step = (): void => onProgress(++done / steps);
    const content = needsContent ? await contentOf(pictures, withEngine, step) : null;
    const measure: MeasureStyle = async (style, picture) => {
      const found = await withEngine(async (client) => {
        client.setLook(style);
        return client.measure(await createImageBitmap(picture), { ...size, mirror: false });
      });
      step();
      return found;
    };
    const track = await measureStyle(hand, content, measure);
    if (!other || !beside) return track;
    return together(track, await measureStyle(beside, content, measure), other);
  } finally {
    for (const picture of pictures) picture.close();
  }
}

/** The own code of the file's content: the mean of its pictures'. */
async function contentOf(
  pictures: readonly ImageBitmap[],
  withEngine: WithEngine,
  step: () => void,
): Promise<StyleCode> {
  const codes: StyleCode[] = [];
  for (const picture of pictures) {
    codes.push(await withEngine(async (client) => client.encodeStyle(await createImageBitmap(picture))));
    step();
  }
  return mixCodes(codes.map((code) => ({ code, weight: 1 })));
}

/** Two styles that were measured alone, in one look. */
function together(inHand: StyleTrack, beside: StyleTrack, { first, place }: OtherPlan): LookTrack {
  let last: { readonly hand: MeasuredStyle; readonly other: MeasuredStyle; readonly look: Look } | null =
    null;
  return {
    at: (time) => {
      const [hand, other] = [inHand.at(time), beside.at(time)];
      if (last?.hand === hand && last.other === other) return last.look;
      const [one, two] = first ? [other, hand] : [hand, other];
      last = { hand, other, look: { ...one, second: { ...two, ...place } } };
      return last.look;
    },
  };
}
