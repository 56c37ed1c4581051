/** What an HQ still is opened on, when the engine or the source fails at any step. The still itself is replaced. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HqFrame, HqStillDeps } from '../../../../src/pipeline/hq/hq-frame';
import { openHq } from '../../../../src/pipeline/hq/hq-open';
import type { HqSession } from '../../../../src/pipeline/hq/hq-open';
import { required } from '../../../../src/shared/assert';
import { ImpastoError } from '../../../../src/shared/errors';
import type { PlacedLook } from '../../../../src/pipeline/styles/style-choice';
import type { Look, StyleMask } from '../../../../src/workers/networks/types';

const made = vi.hoisted((): { deps: unknown; opened: number } => ({ deps: null, opened: 0 }));
vi.mock('../../../../src/pipeline/hq/hq-still', () => ({
  HqStill: class {
    constructor(deps: unknown) {
      made.deps = deps;
    }
    open(): Promise<void> {
      made.opened += 1;
      return Promise.resolve();
    }
  },
}));

const waveSettings = { mix: [], styleId: 'wave', strength: 1 };
const nightBeside = { other: { mix: [], styleId: 'night', strength: 0.5 } };
const { signal } = new AbortController();
const frameSize = { width: 640, height: 360 };
const picture = { width: 4, height: 4, data: new Uint8ClampedArray(64) };
/** Bitmaps and frames that were not closed. */
const open = new Set<object>();

function bitmap(): ImageBitmap {
  const one = { ...frameSize, close: () => open.delete(one) } as unknown as ImageBitmap;
  open.add(one);
  return one;
}

beforeEach(() => {
  made.deps = null;
  made.opened = 0;
  looks.length = 0;
  open.clear();
  vi.stubGlobal('createImageBitmap', () => Promise.resolve(bitmap()));
});
afterEach(() => vi.unstubAllGlobals());

interface Wish {
  readonly grab?: () => Promise<ImageBitmap | null>;
  readonly stylize?: (calls: number) => Promise<unknown>;
  readonly personMask?: () => Promise<unknown>;
  readonly area?: 'all' | 'person';
  readonly placed?: PlacedLook;
}

/** What the engine was asked to paint with. */
const looks: (Look | undefined)[] = [];

function session({ grab, stylize, personMask, area = 'all', placed }: Wish = {}): HqSession {
  let calls = 0;
  const taken = <T>(given: ImageBitmap, answer: () => Promise<T>): Promise<T> => {
    given.close();
    return answer();
  };
  return {
    library: { entries: [], picture: vi.fn() },
    renderer: {
      placementAt: (_source: unknown, frame: typeof frameSize) => ({
        ...frame,
        crop: { x: 0, y: 0, ...frame },
        mirror: true,
      }),
    },
    settings: { backend: 'wasm', ...waveSettings, styledArea: area, second: placed ? nightBeside : null },
    source: { grab: grab ?? (() => Promise.resolve(bitmap())) },
    client: {
      stylize: (given: ImageBitmap, _placement: unknown, _signal: unknown, look?: Look) => {
        looks.push(look);
        return taken(given, () => (stylize ? stylize(calls++) : Promise.resolve(picture)));
      },
      personMask: (given: ImageBitmap) => taken(given, personMask ?? (() => Promise.resolve('mask'))),
    },
    lookFor: () => placed,
  } as unknown as HqSession;
}

const frameOf = (): HqFrame => required((made.deps as HqStillDeps).frame, 'a frame');

test('a frame is kept whole, with its live picture; closing it frees everything', async () => {
  expect(await openHq('frame', session())).not.toBeNull();
  expect(made.opened).toBe(1);
  expect(frameOf()).toMatchObject({ size: frameSize, live: picture, part: null });
  const { content, crop, mirror } = await frameOf().content();
  expect([crop, mirror]).toEqual([{ x: 0, y: 0, ...frameSize }, true]);
  content.close();
  frameOf().close();
  expect(open.size).toBe(0);
});

test('where only people are styled, it knows where they are', async () => {
  await openHq('frame', session({ area: 'person' }));
  expect(frameOf().part).toEqual({ mask: 'mask', area: 'person' });
});

test.each([
  ['the source has no frame', session({ grab: () => Promise.resolve(null) })],
  ['there is no source', { ...session(), source: null }],
  ['there is no engine', { ...session(), client: null }],
])('%s: none is opened', async (_what, from) => {
  expect(await openHq('frame', from)).toBeNull();
  expect([made.opened, open.size]).toEqual([0, 0]);
});

test('a kept run needs neither source nor engine', async () => {
  expect(await openHq('kept', { ...session(), source: null, client: null })).not.toBeNull();
  expect((made.deps as HqStillDeps).frame).toBeNull();
});

const code = (value: number): Float32Array => new Float32Array(100).fill(value);
const mix = (value: number) => [{ code: code(value), weight: 1 }];
const mask: StyleMask = { data: Uint8Array.of(0, 55, 255), width: 3, height: 1 };

test.each([
  { secondInHand: false, otherAt: [0, 55, 255], inHand: { mix: mix(1), strength: 1 } },
  { secondInHand: true, otherAt: [255, 200, 0], inHand: { mix: mix(2), strength: 0.5 } },
])('of two styles, it knows where the other is (second in hand: $secondInHand)', async (given) => {
  const { secondInHand, otherAt, inHand } = given;
  const look: Look = { mix: mix(1), strength: 1, second: { mix: mix(2), strength: 0.5, mask } };
  await openHq('frame', session({ placed: { look, secondInHand } }));
  expect([...(frameOf().otherMask?.data ?? [])]).toEqual(otherAt);
  expect(mask.data[1], 'the live mask is as it was').toBe(55);
  const { chosen, other } = made.deps as HqStillDeps;
  expect([chosen.mix, other]).toEqual([
    [{ id: 'wave', weight: 1 }],
    { mix: [{ id: 'night', weight: 1 }], strength: 0.5 },
  ]);
  await frameOf().styled(512, false, signal);
  await frameOf().styled(512, true, signal);
  expect(looks.slice(-2)).toEqual([look, inHand]);
  frameOf().close();
});

test('behind people: the other style is where none are, in all of the picture', async () => {
  const second = { mix: mix(2), strength: 1, mask, behindPeople: true };
  const look: Look = { mix: mix(1), strength: 1, second };
  const people = { data: Uint8Array.of(255, 0), width: 2, height: 1 };
  const wish = { placed: { look, secondInHand: false }, personMask: () => Promise.resolve(people) };
  await openHq('frame', session(wish));
  expect([...(frameOf().otherMask?.data ?? [])]).toEqual([0, 255]);
  expect(frameOf().part).toBeNull();
});

test.each<[string, Wish]>([
  ['the source fails', { grab: () => Promise.reject(new Error('no')) }],
  ['the live picture fails', { stylize: () => Promise.reject(new Error('no')) }],
  ['the mask fails', { area: 'person', personMask: () => Promise.reject(new Error('no')) }],
])('%s: it is told, and nothing stays open', async (_what, wish) => {
  await expect(openHq('frame', session(wish))).rejects.toThrow('no');
  expect([made.opened, open.size]).toEqual([0, 0]);
});

test('a larger live picture that the engine cannot make is done without; a bug is not hidden', async () => {
  const answers = [
    () => Promise.resolve(picture),
    () => Promise.reject(new ImpastoError('engine-failed', 'too large')),
    () => Promise.reject(new TypeError('bug')),
  ];
  await openHq('frame', session({ stylize: (calls) => answers[calls]?.() ?? Promise.resolve(picture) }));
  expect(await frameOf().styled(2048, false, signal)).toBeNull();
  await expect(frameOf().styled(1024, false, signal)).rejects.toThrow('bug');
  expect(await frameOf().styled(512, false, signal)).toBe(picture);
  frameOf().close();
  expect(open.size).toBe(0);
});
