/** The first pass of a conversion with a made-up engine: what is asked of it, in which order, and what is left open. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { measureLooks, planOf } from '../../../../src/pipeline/convert/convert-looks';
import type { LookPlan, WithEngine } from '../../../../src/pipeline/convert/convert-looks';
import type { StylePoint } from '../../../../src/pipeline/convert/style-track';
import type { EngineClient } from '../../../../src/workers/engine/engine.client';
import { normStatisticsLength, styleCodeLength } from '../../../../src/workers/networks/types';
import type { Look, StyleMask } from '../../../../src/workers/networks/types';

const size = { width: 64, height: 48 };
const code = (value: number): Float32Array => new Float32Array(styleCodeLength).fill(value);

afterEach(() => vi.unstubAllGlobals());

/** Pictures and copies of them that were not closed. */
function openPictures(count: number) {
  const open = new Set<object>();
  const make = (): ImageBitmap => {
    const bitmap = { close: () => open.delete(bitmap) } as unknown as ImageBitmap;
    open.add(bitmap);
    return bitmap;
  };
  vi.stubGlobal('createImageBitmap', () => Promise.resolve(make()));
  return { open, pictures: Array.from({ length: count }, make) };
}

/** An engine whose statistics are the first number of the look's mixed code; it closes what it is given. */
function fakeEngine() {
  let look: Look | undefined;
  const asked: string[] = [];
  const measured: Look[] = [];
  const client = {
    encodeStyle: (bitmap: ImageBitmap) => {
      bitmap.close();
      asked.push('encode');
      return Promise.resolve(code(100));
    },
    setLook: (next: Look) => (look = next),
    measure: (bitmap: ImageBitmap) => {
      bitmap.close();
      asked.push('measure');
      if (look) measured.push(look);
      const parts = look?.mix ?? [];
      const value = parts.reduce((sum, part) => sum + part.weight * Number(part.code[0]), 0);
      return Promise.resolve(new Float32Array(normStatisticsLength).fill(value));
    },
  } as unknown as EngineClient;
  const withEngine: WithEngine = (work) => work(client);
  return { client, asked, measured, withEngine };
}

const point = (at: number, value: number, strength = 1): StylePoint => ({ at, code: code(value), strength });
const alone = (...inHand: StylePoint[]): LookPlan => ({ inHand, other: null });

test('one look all through: every picture is measured, and each frame gets the same object', async () => {
  const { open, pictures } = openPictures(4);
  const { asked, withEngine } = fakeEngine();
  const told: number[] = [];
  const look = { mix: [{ code: code(1), weight: 2 }], strength: 1 };
  const track = await measureLooks(
    planOf({ look, secondInHand: false }, []),
    pictures,
    size,
    withEngine,
    (p) => told.push(p),
  );
  expect(asked).toEqual(Array(4).fill('measure'));
  expect(told).toEqual([0.25, 0.5, 0.75, 1]);
  expect(track.at(0)).toBe(track.at(1000));
  expect(track.at(0).statistics?.[0]).toBeCloseTo(1);
  expect(open.size).toBe(0);
});

test('below full strength, the content of the whole file is read first, and its own code is mixed in', async () => {
  const { pictures } = openPictures(3);
  const { asked, withEngine } = fakeEngine();
  const track = await measureLooks(alone(point(0, 1, 0.25)), pictures, size, withEngine, () => undefined);
  expect(asked).toEqual([...Array<string>(3).fill('encode'), ...Array<string>(3).fill('measure')]);
  const { mix, strength } = track.at(0);
  expect([strength, ...mix.map(({ weight }) => weight)]).toEqual([1, 0.25, 0.75]);
});

test('between two points the look passes from one to the other, with statistics measured half-way', async () => {
  const { pictures } = openPictures(12);
  const { asked, withEngine } = fakeEngine();
  const track = await measureLooks(
    alone(point(0, 0), point(10, 8)),
    pictures,
    size,
    withEngine,
    () => undefined,
  );
  // Six pictures at each of both points and their middle.
  expect(asked).toHaveLength(18);
  const statistics = [0, 2.5, 5, 10, 99].map((time) => Number(track.at(time).statistics?.[0]));
  expect(statistics[0]).toBeCloseTo(0);
  expect(statistics[1]).toBeGreaterThan(0);
  expect(statistics[1]).toBeLessThan(4);
  expect(statistics[2]).toBeCloseTo(4);
  expect(statistics[3]).toBeCloseTo(8);
  expect(statistics[4]).toBeCloseTo(8);
  const [from, to] = track.at(5).mix;
  expect(Number(from?.weight) + Number(to?.weight)).toBeCloseTo(1);
});

test('an engine that is lost in the middle is asked again, and nothing is left out or stays open', async () => {
  const { open, pictures } = openPictures(3);
  const { client, asked } = fakeEngine();
  let calls = 0;
  const withEngine: WithEngine = async (work) => {
    calls += 1;
    const done = await work(client);
    // The answer of the second call is lost with its engine.
    return calls === 2 ? work(client) : done;
  };
  const track = await measureLooks(alone(point(0, 3)), pictures, size, withEngine, () => undefined);
  expect(asked).toHaveLength(4);
  expect(track.at(1).statistics?.[0]).toBeCloseTo(3);
  expect(open.size).toBe(0);
});

test.each([0, 1, 4])('fails with the engine at step %i, and closes the pictures', async (step) => {
  const { open, pictures } = openPictures(3);
  const { client } = fakeEngine();
  let calls = 0;
  const withEngine: WithEngine = (work) =>
    calls++ === step ? Promise.reject(new Error('lost')) : work(client);
  const done = measureLooks(alone(point(0, 1, 0.5)), pictures, size, withEngine, () => undefined);
  await expect(done).rejects.toThrow('lost');
  expect(open.size).toBe(0);
});

describe('two styles', () => {
  const mask: StyleMask = { data: Uint8Array.of(0, 255), width: 2, height: 1 };
  const style = (value: number, strength = 1): Look => ({
    mix: [{ code: code(value), weight: 3 }],
    strength,
  });
  const two = (first: Look, second: Look, behindPeople?: boolean): Look => ({
    ...first,
    second: { ...second, mask, ...(behindPeople !== undefined && { behindPeople }) },
  });

  /** The first number of the statistics of both. */
  const statisticsOf = ({ statistics, second }: Look): number[] =>
    [statistics, second?.statistics].map((found) => Number(found?.[0]));

  /** Σ weight · code's first number, over Σ weight, of both. */
  const codesOf = ({ mix, second }: Look): number[] =>
    [mix, second?.mix ?? []].map(
      (parts) =>
        parts.reduce((sum, part) => sum + part.weight * Number(part.code[0]), 0) /
        parts.reduce((sum, { weight }) => sum + weight, 0),
    );

  test.each([false, true])(
    'are measured alone each, and are where they were (second in hand: %s)',
    async (secondInHand) => {
      const { open, pictures } = openPictures(4);
      const { measured, withEngine } = fakeEngine();
      const told: number[] = [];
      const plan = planOf({ look: two(style(2), style(5)), secondInHand }, []);
      const track = await measureLooks(plan, pictures, size, withEngine, (p) => told.push(p));
      expect(measured.every(({ second, strength }) => second === undefined && strength === 1)).toBe(true);
      const inHand = secondInHand ? 5 : 2;
      expect(measured.map((look) => codesOf(look)[0])).toEqual([
        ...Array<number>(4).fill(inHand),
        ...Array<number>(4).fill(7 - inHand),
      ]);
      expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((step) => step / 8));
      const look = track.at(0);
      expect(track.at(1000)).toBe(look);
      expect(statisticsOf(look)).toEqual([2, 5]);
      expect(codesOf(look)).toEqual([2, 5]);
      expect([look.strength, look.second?.strength]).toEqual([1, 1]);
      expect(look.second?.mask).toBe(mask);
      expect(look.second?.behindPeople).toBe(false);
      expect(open.size).toBe(0);
    },
  );

  test('stay behind people', async () => {
    const { pictures } = openPictures(2);
    const { withEngine } = fakeEngine();
    const plan = planOf({ look: two(style(2), style(5), true), secondInHand: false }, []);
    const track = await measureLooks(plan, pictures, size, withEngine, () => undefined);
    expect(track.at(0).second?.behindPeople).toBe(true);
  });

  test('the content is read once for both; each has its own strength in its mix', async () => {
    const { pictures } = openPictures(3);
    const { asked, withEngine } = fakeEngine();
    const told: number[] = [];
    const plan = planOf({ look: two(style(0, 0.75), style(0, 0.25)), secondInHand: true }, []);
    const track = await measureLooks(plan, pictures, size, withEngine, (p) => told.push(p));
    expect(asked).toEqual([...Array<string>(3).fill('encode'), ...Array<string>(6).fill('measure')]);
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((step) => step / 9));
    // The content's code is 100 everywhere.
    expect(codesOf(track.at(0))).toEqual([25, 75]);
    expect(statisticsOf(track.at(0))).toEqual([25, 75]);
  });

  test('only the other one is weak: the content is read all the same', async () => {
    const { pictures } = openPictures(3);
    const { asked, withEngine } = fakeEngine();
    const plan = planOf({ look: two(style(0, 0.5), style(1)), secondInHand: true }, []);
    const track = await measureLooks(plan, pictures, size, withEngine, () => undefined);
    expect(asked.filter((what) => what === 'encode')).toHaveLength(3);
    expect(codesOf(track.at(0))).toEqual([50, 1]);
  });

  test.each([false, true])(
    'keyframes change the one in hand alone (second in hand: %s)',
    async (secondInHand) => {
      const { open, pictures } = openPictures(12);
      const { asked, withEngine } = fakeEngine();
      const told: number[] = [];
      const placed = { look: two(style(2), style(5)), secondInHand };
      const plan = planOf(placed, [point(0, 10), point(10, 20)]);
      const track = await measureLooks(plan, pictures, size, withEngine, (p) => told.push(p));
      // Six pictures at both points and their middle; all twelve of the one that stays.
      expect(asked).toHaveLength(30);
      expect(told.at(-1)).toBe(1);
      const other = secondInHand ? 2 : 5;
      const ordered = (inHand: number): number[] => (secondInHand ? [other, inHand] : [inHand, other]);
      for (const [time, value] of [
        [0, 10],
        [5, 15],
        [10, 20],
      ] as const) {
        expect(codesOf(track.at(time))).toEqual(ordered(value));
        expect(statisticsOf(track.at(time))).toEqual(ordered(value));
      }
      const look = track.at(3);
      expect(track.at(3)).toBe(look);
      expect(track.at(4)).not.toBe(look);
      expect(track.at(11)).toBe(track.at(99));
      expect(open.size).toBe(0);
    },
  );

  test.each([0, 3, 6, 8])('fails with the engine at step %i, and closes the pictures', async (step) => {
    const { open, pictures } = openPictures(3);
    const { client } = fakeEngine();
    let calls = 0;
    const withEngine: WithEngine = (work) =>
      calls++ === step ? Promise.reject(new Error('lost')) : work(client);
    const plan = planOf({ look: two(style(2, 0.5), style(5)), secondInHand: false }, []);
    const done = measureLooks(plan, pictures, size, withEngine, () => undefined);
    await expect(done).rejects.toThrow('lost');
    expect(open.size).toBe(0);
  });
});
