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

  test.each([
    {
      size: { width: 4, height: 3 },
      expected: [86, 132, 136, 97, 121, 106, 122, 137, 124, 116, 114, 124],
    },
    {
      size: { width: 13, height: 4 },
      expected: [
        50, 68, 96, 112, 131, 170, 185, 119, 112, 136, 68, 65, 97, 110, 144, 137, 65, 69, 119, 142, 123, 130,
        151, 122, 133, 159, 97, 121, 136, 120, 157, 131, 52, 73, 139, 156, 112, 115, 145, 113, 146, 141, 73,
        82, 117, 133, 173, 128, 65, 99, 148, 159,
      ],
    },
  ])('gives PIL’s numbers (Image.LANCZOS) at $size.width × $size.height px', ({ size, expected }) => {
    const out = reds(
      resizePicture(
        picture(9, 7, (x, y) => (x * 37 + y * 91) % 256),
        size,
      ),
    );
    expect(out).toHaveLength(expected.length);
    // PIL rounds after each axis.
    for (const [i, red] of out.entries()) expect(Math.abs(red - (expected[i] ?? NaN))).toBeLessThanOrEqual(2);
  });

  test('gives the same picture back when nothing changes', () => {
    const same = picture(3, 2, (x, y) => x + y);
    expect(resizePicture(same, { width: 3, height: 2 })).toBe(same);
  });
});
