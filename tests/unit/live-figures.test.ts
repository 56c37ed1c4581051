import { describe, expect, test } from 'vitest';
import { DetailChooser } from '../../src/pipeline/detail-chooser';
import { FrameTiming } from '../../src/pipeline/frame-timing';
import { stillName } from '../../src/pipeline/still';
import { viewOf } from '../../src/pipeline/view-geometry';

describe('FrameTiming', () => {
  test('needs two frames', () => {
    const timing = new FrameTiming();
    expect(timing.figures()).toBeNull();
    timing.add(0, 5);
    expect(timing.figures()).toBeNull();
  });

  test('gives rate, median and p95 of the last two seconds only', () => {
    const timing = new FrameTiming();
    for (let at = 0; at < 5000; at += 50) timing.add(at, at < 2500 ? 1000 : 20);
    timing.add(5000, 60);
    const figures = timing.figures();
    expect(figures?.fps).toBeCloseTo(20, 5);
    expect(figures?.medianMs).toBe(20);
    expect(figures?.frames).toBe(40);
    for (let at = 5050; at < 5250; at += 50) timing.add(at, 60);
    expect(timing.figures()?.p95Ms).toBe(60);
  });
});

describe('DetailChooser', () => {
  const feed = (chooser: DetailChooser, ms: (detail: number) => number, frames = 400): number[] =>
    Array.from({ length: frames }, () => chooser.add(ms(chooser.current)));

  test('goes up to the largest detail on a fast device and stays', () => {
    const seen = feed(new DetailChooser('webgpu'), (detail) => (10 * detail ** 2) / 512 ** 2);
    expect(seen.at(-1)).toBe(720);
  });

  test('goes down on a slow device and stays', () => {
    const seen = feed(new DetailChooser('wasm'), (detail) => (200 * detail ** 2) / 256 ** 2);
    expect(seen.at(-1)).toBe(192);
  });

  test('never flaps: with steady speed the detail changes in one direction only', () => {
    for (let speed = 1; speed < 400; speed += 7) {
      const seen = feed(new DetailChooser('webgl'), (detail) => (speed * detail ** 2) / 256 ** 2);
      const steps = seen.slice(1).map((detail, index) => Math.sign(detail - (seen[index] ?? detail)));
      expect(new Set(steps.filter((step) => step !== 0)).size, `speed ${speed}`).toBeLessThanOrEqual(1);
    }
  });
});

describe('viewOf', () => {
  test.each([
    [{ width: 1280, height: 720 }, { width: 390, height: 844 }, 256],
    [{ width: 1280, height: 720 }, null, 512],
    [{ width: 333, height: 777 }, { width: 1440, height: 900 }, 720],
    [{ width: 50, height: 50 }, null, 512],
    [{ width: 4000, height: 20 }, null, 192],
  ] as const)(
    '%o on %o at %i: sides are multiples of 4, nothing is stretched, the crop lies inside',
    (source, stage, detail) => {
      const { size, crop } = viewOf(source, stage, detail);
      expect([size.width % 4, size.height % 4]).toEqual([0, 0]);
      expect(crop.width / crop.height).toBeCloseTo(size.width / size.height, 6);
      expect(crop.x).toBeGreaterThanOrEqual(0);
      expect(crop.y).toBeGreaterThanOrEqual(0);
      expect(crop.x + crop.width).toBeLessThanOrEqual(source.width + 1e-9);
      expect(crop.y + crop.height).toBeLessThanOrEqual(source.height + 1e-9);
    },
  );

  test('the cost is the same in portrait and landscape', () => {
    const source = { width: 1920, height: 1080 };
    const landscape = viewOf(source, { width: 16, height: 9 }, 256).size;
    const portrait = viewOf(source, { width: 9, height: 16 }, 256).size;
    expect(portrait.width * portrait.height).toBeCloseTo(landscape.width * landscape.height, -3);
  });
});

test('stillName is safe on every file system', () => {
  const at = new Date(2026, 10, 24, 9, 5, 7);
  expect(stillName('The Great Wave', at)).toBe('impasto-the-great-wave-20261124-090507.png');
  expect(stillName('../../a:b*"c"', at)).toBe('impasto-a-b-c-20261124-090507.png');
  expect(stillName('', at)).toBe('impasto-20261124-090507.png');
});
