/** From the plan of an HQ still and its frame to what the HQ worker is asked for. */
import { allOrNone } from '../../shared/async/abort';
import type { HqOrder } from '../../workers/hq/hq.protocol';
import type { HqPlan } from '../api/hq-state';
import type { HqFrame, HqStillDeps } from './hq-frame';
import { memoryBudget } from './hq-memory';
import { planNote } from './hq-note';

/** Largest size at which the live network makes the start, px: coarse scales need no more. */
const startLongSide = 1024;

/** `close` frees the artworks that were not handed over; idempotent. @throws what artworks or frame throw; AbortError. */
export async function orderFor(
  plan: HqPlan,
  frame: HqFrame,
  stylePicture: HqStillDeps['stylePicture'],
  signal: AbortSignal,
): Promise<{ readonly order: HqOrder; readonly close: () => void }> {
  const other = plan.other?.on === true && frame.otherMask ? { ...plan.other, mask: frame.otherMask } : null;
  const all = [...plan.styles, ...(other?.styles ?? [])];
  const pictures = await allOrNone(
    all.map(({ entry }) => stylePicture(entry.id, signal)),
    (picture) => picture.close(),
  );
  const close = (): void => {
    for (const picture of pictures) picture.close();
  };
  try {
    const ordered = pictures.map((picture, index) => ({ picture, weight: all[index]?.weight ?? 0 }));
    const count = plan.styles.length;
    const { longSide, start } = plan.settings;
    const styled =
      start === 'picture'
        ? await frame.styled(Math.min(longSide, startLongSide), other === null, signal)
        : null;
    const order = {
      ...(await frame.content()),
      styles: ordered.slice(0, count),
      ...(other && {
        second: { styles: ordered.slice(count), amount: other.amount, mask: other.mask },
      }),
      // Without the engine the live picture as it is shown has to do.
      ...(start === 'picture' && { start: styled ?? frame.live }),
      ...(frame.part && { part: frame.part }),
      settings: plan.settings,
      fullSize: plan.fullSize,
      memoryBytes: memoryBudget(),
      keepAs: planNote(plan),
    };
    return { order, close };
  } catch (error) {
    close();
    throw error;
  }
}
