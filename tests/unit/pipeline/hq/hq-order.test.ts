/** What the HQ worker is asked for: both styles or one, and no artwork that stays open when a step fails. */
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import type { HqPlan } from '../../../../src/pipeline/api/hq-state';
import type { HqFrame } from '../../../../src/pipeline/hq/hq-frame';
import { orderFor } from '../../../../src/pipeline/hq/hq-order';
import { firstPlan } from '../../../../src/pipeline/hq/plan-changes';
import { styleEntry } from '../../../support/fakes/style-entry';

vi.stubGlobal('matchMedia', () => ({ matches: false }));
vi.stubGlobal('navigator', {});
afterAll(() => vi.unstubAllGlobals());

const { signal } = new AbortController();
const picture = { data: new Uint8ClampedArray(4), width: 1, height: 1 };
const otherMask = { data: Uint8Array.of(0, 255), width: 2, height: 1 };
/** Artworks that were not closed, by their style. */
const open = new Set<string>();
beforeEach(() => open.clear());

const stylePicture = (id: string): Promise<ImageBitmap> => {
  if (id === 'gone') return Promise.reject(new Error('no such artwork'));
  open.add(id);
  return Promise.resolve({ id, close: () => open.delete(id) } as unknown as ImageBitmap);
};

function setUp(change: Partial<HqFrame> = {}) {
  const alone: boolean[] = [];
  const frame = {
    live: picture,
    content: () => Promise.resolve({ content: picture, mirror: false }),
    styled: (_side: number, inHandAlone: boolean) => {
      alone.push(inHandAlone);
      return Promise.resolve(picture);
    },
    part: null,
    otherMask,
    ...change,
  } as unknown as HqFrame;
  return { frame, alone };
}

const styles = ['wave', 'lion', 'night', 'gone'].map((id) => styleEntry(id));
const chosen = (...ids: string[]) => ({ mix: ids.map((id) => ({ id, weight: 2 })), strength: 0.5 });
const plan = (other: string | null): HqPlan =>
  firstPlan({ styles, chosen: chosen('wave', 'lion'), other: other === null ? null : chosen(other) });

test('both styles with their artworks, the other where it is; the start is painted in both', async () => {
  const { frame, alone } = setUp();
  const { order, close } = await orderFor(plan('night'), frame, stylePicture, signal);
  expect(order.styles).toMatchObject([
    { picture: { id: 'wave' }, weight: 2 },
    { picture: { id: 'lion' }, weight: 2 },
  ]);
  expect(order.second).toMatchObject({
    styles: [{ picture: { id: 'night' } }],
    amount: 0.5,
    mask: otherMask,
  });
  expect(alone).toEqual([false]);
  close();
  expect(open.size).toBe(0);
});

test.each<[string, HqPlan, Partial<HqFrame>]>([
  ['there is one', plan(null), { otherMask: null }],
  ['the other is left out', { ...plan('night'), other: { styles: [], amount: 1, on: false } }, {}],
])('one style where %s: the start is painted in that alone', async (_what, wanted, change) => {
  const { frame, alone } = setUp(change);
  const { order } = await orderFor(wanted, frame, stylePicture, signal);
  expect(order.second).toBeUndefined();
  expect([...open]).toEqual(['wave', 'lion']);
  expect(alone).toEqual([true]);
});

test.each<[string, HqPlan, Partial<HqFrame>]>([
  ['an artwork is gone', plan('gone'), {}],
  ['the start cannot be painted', plan('night'), { styled: () => Promise.reject(new Error('no engine')) }],
  ['the frame is gone', plan('night'), { content: () => Promise.reject(new Error('closed')) }],
])('%s: it fails, and no artwork stays open', async (_what, wanted, change) => {
  await expect(orderFor(wanted, setUp(change).frame, stylePicture, signal)).rejects.toThrow();
  expect(open.size).toBe(0);
});
