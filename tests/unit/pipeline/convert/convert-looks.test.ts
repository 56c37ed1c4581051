/** The first pass of a conversion with a made-up engine: what is asked of it, in which order, and what is left open. */
import { afterEach, expect, test, vi } from 'vitest';
import { measureLooks, pointOf } from '../../../../src/pipeline/convert/convert-looks';
import type { LookPoint, WithEngine } from '../../../../src/pipeline/convert/convert-looks';
import type { EngineClient } from '../../../../src/workers/engine/engine.client';
import { normStatisticsLength, styleCodeLength } from '../../../../src/workers/networks/types';
import type { Look } from '../../../../src/workers/networks/types';

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

/** An engine whose statistics are the first number of the look's first style; it closes what it is given. */
function fakeEngine() {
  let look: Look | undefined;
  const asked: string[] = [];
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
      const parts = look?.mix ?? [];
      const value = parts.reduce((sum, part) => sum + part.weight * Number(part.code[0]), 0);
      return Promise.resolve(new Float32Array(normStatisticsLength).fill(value));
    },
  } as unknown as EngineClient;
  const withEngine: WithEngine = (work) => work(client);
  return { client, asked, withEngine };
}

const point = (at: number, value: number, strength = 1): LookPoint => ({ at, code: code(value), strength });

test('one look all through: every picture is measured, and each frame gets the same object', async () => {
  const { open, pictures } = openPictures(4);
  const { asked, withEngine } = fakeEngine();
  const told: number[] = [];
  const look = { mix: [{ code: code(1), weight: 2 }], strength: 1 };
  const track = await measureLooks([pointOf(look)], pictures, size, withEngine, (p) => told.push(p));
  expect(asked).toEqual(Array(4).fill('measure'));
  expect(told).toEqual([0.25, 0.5, 0.75, 1]);
  expect(track.at(0)).toBe(track.at(1000));
  expect(track.at(0).statistics?.[0]).toBeCloseTo(1);
  expect(open.size).toBe(0);
});

test('below full strength, the content of the whole file is read first, and its own code is mixed in', async () => {
  const { pictures } = openPictures(3);
  const { asked, withEngine } = fakeEngine();
  const track = await measureLooks([point(0, 1, 0.25)], pictures, size, withEngine, () => undefined);
  expect(asked).toEqual([...Array<string>(3).fill('encode'), ...Array<string>(3).fill('measure')]);
  const { mix, strength } = track.at(0);
  expect([strength, ...mix.map(({ weight }) => weight)]).toEqual([1, 0.25, 0.75]);
});

test('between two points the look passes from one to the other, with statistics measured half-way', async () => {
  const { pictures } = openPictures(12);
  const { asked, withEngine } = fakeEngine();
  const track = await measureLooks([point(0, 0), point(10, 8)], pictures, size, withEngine, () => undefined);
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
  const track = await measureLooks([point(0, 3)], pictures, size, withEngine, () => undefined);
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
  const done = measureLooks([point(0, 1, 0.5)], pictures, size, withEngine, () => undefined);
  await expect(done).rejects.toThrow('lost');
  expect(open.size).toBe(0);
});
