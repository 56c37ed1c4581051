import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patienceMs, PaintWatch } from '../../../../src/pipeline/engine/paint-watch';

let engine: { oldestCall: number | null; info: { warmUpMs: number } } | null;
let patience: number;
let silent: string[];
let watch: PaintWatch;

beforeEach(() => {
  vi.useFakeTimers();
  engine = { oldestCall: null, info: { warmUpMs: 100 } };
  patience = patienceMs.live;
  silent = [];
  watch = new PaintWatch(
    () => engine && { engine, patienceMs: patience },
    ({ code }) => silent.push(code),
  );
});
afterEach(() => {
  watch.destroy();
  vi.useRealTimers();
});

test('an engine whose oldest call is not answered for 5 s is silent, and said to be once', () => {
  if (engine) engine.oldestCall = 1;
  vi.advanceTimersByTime(5000);
  expect(silent).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(silent).toEqual(['engine-silent']);
  vi.advanceTimersByTime(60_000);
  expect(silent).toEqual(['engine-silent']);
});

test('an engine that answers, however slowly, is not', () => {
  for (let call = 1; call <= 5; call++) {
    if (engine) engine.oldestCall = call;
    vi.advanceTimersByTime(4500);
  }
  expect(silent).toEqual([]);
});

test('a page that is hidden, or has no source, waits for nothing', () => {
  const asked = { oldestCall: 1, info: { warmUpMs: 100 } };
  for (let i = 0; i < 5; i++) {
    engine = asked;
    vi.advanceTimersByTime(4000);
    engine = null;
    vi.advanceTimersByTime(20_000);
  }
  expect(silent).toEqual([]);
});

test('a frame of a conversion may take a minute', () => {
  patience = patienceMs.conversion;
  if (engine) engine.oldestCall = 1;
  vi.advanceTimersByTime(60_000);
  expect(silent).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(silent).toEqual(['engine-silent']);
});

test('a machine that was slow to warm up has twice that time', () => {
  engine = { oldestCall: 1, info: { warmUpMs: 8000 } };
  vi.advanceTimersByTime(16_000);
  expect(silent).toEqual([]);
  vi.advanceTimersByTime(1000);
  expect(silent).toEqual(['engine-silent']);
});
