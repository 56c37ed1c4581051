import { describe, expect, test } from 'vitest';
import type { RgbaPicture } from '../../../../src/shared/picture';
import { resizePicture } from '../../../../src/workers/networks/pixels/resize';

function picture(width: number, height: number, red: (x: number, y: number) => number): RgbaPicture {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) data[i * 4] = red(i % width, Math.floor(i / width));
  return { data, width, height };
}

const reds = ({ data }: RgbaPicture): number[] => [...data].filter((_, i) => i % 4 === 0);

describe('resizePicture', () => {
  test('averages a fine pattern instead of picking from it', () => {
    const stripes = picture(64, 64, (x) => (x % 2) * 255);
    const small = resizePicture(stripes, { width: 8, height: 8 });
    expect(small).toMatchObject({ width: 8, height: 8 });
    for (const red of reds(small)) expect(Math.abs(red - 127.5)).toBeLessThan(9);
  });

  test('keeps a flat picture flat, at every size, and opaque', () => {
    const flat = picture(7, 5, () => 93);
    for (const size of [
      { width: 3, height: 9 },
      { width: 1, height: 1 },
      { width: 20, height: 2 },
    ]) {
      const out = resizePicture(flat, size);
      expect(new Set(reds(out))).toEqual(new Set([93]));
      expect(out.data.filter((_, i) => i % 4 === 3).every((alpha) => alpha === 255)).toBe(true);
    }
  });

  test('enlarges linearly: half-way between two pixels lies their mean', () => {
    const out = resizePicture(
      picture(2, 1, (x) => x * 200),
      { width: 4, height: 1 },
    );
    expect(reds(out)).toEqual([0, 50, 150, 200]);
  });

  test('gives the same picture back when nothing changes', () => {
    const same = picture(3, 2, (x, y) => x + y);
    expect(resizePicture(same, { width: 3, height: 2 })).toBe(same);
  });
});
