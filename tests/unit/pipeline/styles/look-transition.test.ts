/** From one look to the next, also where a second style comes, goes and moves. */
import { beforeEach, expect, test, vi } from 'vitest';
import { LookTransition } from '../../../../src/pipeline/styles/look-transition';
import type { EngineClient } from '../../../../src/workers/engine/engine.client';
import type { Look, StyleMask, StyleMix } from '../../../../src/workers/networks/types';

const frames: FrameRequestCallback[] = [];
let now = 0;

beforeEach(() => {
  frames.length = 0;
  now = 0;
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal('cancelAnimationFrame', () => void (frames.length = 0));
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

const mix = (value: number, strength = 1): StyleMix => ({
  mix: [{ code: new Float32Array(100).fill(value), weight: 1 }],
  strength,
});
const mask = (share: number): StyleMask => ({ data: Uint8Array.of(share), width: 1, height: 1 });

function setUp(seconds: number) {
  const looks: Look[] = [];
  const client = { setLook: (look: Look) => looks.push(look) } as unknown as EngineClient;
  const transition = new LookTransition(
    () => seconds,
    () => undefined,
  );
  const numbers = () => {
    const look = looks.at(-1);
    const of = (style: StyleMix | undefined) => style && [style.mix[0]?.code[0], style.strength];
    return [of(look), of(look?.second), look?.second?.mask.data[0]];
  };
  const pass = (to: number): void => {
    now = to;
    for (const frame of frames.splice(0)) frame(now);
  };
  return { transition, client, looks, numbers, pass };
}

test('a second style comes out of the first, moves at once, and goes back into it', () => {
  const { transition, client, looks, numbers, pass } = setUp(1);
  transition.set(client, mix(0));
  expect(numbers()).toEqual([[0, 1], undefined, undefined]);
  const two = { ...mix(0), second: { ...mix(4, 0.5), mask: mask(9) } };
  transition.set(client, two);
  expect(numbers(), 'begins as it was').toEqual([[0, 1], [0, 1], 9]);
  pass(500);
  expect(numbers()).toEqual([[0, 1], [2, 0.75], 9]);
  pass(1000);
  expect(looks.at(-1)).toBe(two);

  transition.set(client, { ...two, second: { ...two.second, mask: mask(7) } });
  expect(numbers()).toEqual([[0, 1], [4, 0.5], 7]);
  pass(2000);
  transition.set(client, mix(8));
  pass(2500);
  expect(numbers()).toEqual([[4, 1], [6, 0.75], 7]);
  pass(3000);
  expect(numbers()).toEqual([[8, 1], undefined, undefined]);
  expect(frames).toEqual([]);
});

test('at once where nothing is to be seen of the way', () => {
  const { transition, client, looks } = setUp(0);
  const two = { ...mix(1), second: { ...mix(2), mask: mask(1) } };
  transition.set(client, mix(0));
  transition.set(client, two);
  expect(looks).toEqual([mix(0), two]);
});
