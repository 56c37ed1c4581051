import { describe, expect, it } from 'vitest';
import { filmFrameRate, filmFrames, FilmPictures } from '../../../src/shared/film';

describe('filmFrames', () => {
  it.each([1, 2, 5, 40, 120])(
    'shows %i pictures in order, the finished one at the end, in at most 10 s',
    (count) => {
      const frames = filmFrames(count);
      expect(frames.length).toBeLessThanOrEqual(10 * filmFrameRate);
      const positions = frames.map(({ index, share }) => index + share);
      expect(positions.every((at, i) => i === 0 || at >= Number(positions[i - 1]))).toBe(true);
      expect(frames.every(({ index, share }) => index >= 0 && index < count && share >= 0 && share < 1)).toBe(
        true,
      );
      expect(positions[0]).toBe(0);
      expect(frames.slice(-2 * filmFrameRate).every(({ index }) => index === count - 1)).toBe(true);
    },
  );

  it('slows down towards the finished picture', () => {
    const frames = filmFrames(33);
    const position = (frame: number): number => {
      const at = frames[frame];
      return at ? at.index + at.share : NaN;
    };
    const moving = frames.length - 2 * filmFrameRate;
    expect(position(10) - position(0)).toBeGreaterThan(5 * (position(moving - 1) - position(moving - 11)));
  });
});

describe('FilmPictures', () => {
  it.each([1, 120, 121, 1000])('keeps few of %i, evenly spaced, the first among them', (count) => {
    const pictures = new FilmPictures<number>();
    for (let number = 0; number < count; number++) pictures.add(() => number);
    const kept = pictures.all;
    expect(kept.length).toBeLessThanOrEqual(120);
    expect(kept.length).toBeGreaterThanOrEqual(Math.min(count, 60));
    const steps = kept.slice(1).map((number, i) => number - Number(kept[i]));
    expect(new Set(steps).size).toBeLessThanOrEqual(1);
    expect(kept[0]).toBe(0);
  });
});
