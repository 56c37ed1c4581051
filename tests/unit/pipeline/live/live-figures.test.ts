import { describe, expect, test } from 'vitest';
import { FrameTiming } from '../../../../src/pipeline/live/frame-timing';
import { fileNameOf } from '../../../../src/pipeline/live/still';
import { canvasSizeOf, viewOf } from '../../../../src/pipeline/sources/view-geometry';

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

describe('canvasSizeOf', () => {
  const view = viewOf({ width: 1280, height: 720 }, { width: 390, height: 844 }, 256);

  test('is as large as the stage in device pixels, in the shape of the network’s picture', () => {
    const { width, height } = canvasSizeOf(view, { width: 260, height: 562 });
    expect(width / height).toBeCloseTo(view.size.width / view.size.height, 2);
    expect(Math.max(width / 260, height / 562)).toBeCloseTo(1, 1);
    expect(width).toBeGreaterThan(view.size.width);
  });

  test('is never larger than what the camera offers, nor than 1920 px', () => {
    const large = canvasSizeOf(view, { width: 4000, height: 8000 });
    expect(large.width).toBe(Math.round(view.crop.width));
    const huge = viewOf({ width: 7680, height: 4320 }, null, 256);
    expect(canvasSizeOf(huge, { width: 8000, height: 8000 }).width).toBe(1920);
  });

  test('is never smaller than the network’s picture', () => {
    expect(canvasSizeOf(view, { width: 20, height: 20 })).toEqual(view.size);
    expect(canvasSizeOf(view, null)).toEqual(view.size);
  });
});

test('a file’s name is safe on every file system', () => {
  const at = new Date(2026, 10, 24, 9, 5, 7);
  expect(fileNameOf('The Great Wave', at, 'png')).toBe('impasto-the-great-wave-20261124-090507.png');
  expect(fileNameOf('../../a:b*"c"', at, 'png')).toBe('impasto-a-b-c-20261124-090507.png');
  expect(fileNameOf('', at, 'png')).toBe('impasto-20261124-090507.png');
});
