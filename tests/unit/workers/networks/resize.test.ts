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
    { size: { width: 4, height: 3 }, expected: [118, 132, 128, 117, 137, 133, 126, 129, 120, 133, 133, 127] },
    {
      size: { width: 13, height: 4 },
      expected: [
        116, 101, 95, 122, 170, 152, 89, 99, 153, 164, 99, 92, 122, 136, 147, 148, 126, 117, 134, 149, 130,
        112, 121, 143, 131, 110, 104, 112, 145, 172, 130, 92, 117, 162, 146, 93, 98, 139, 164, 173, 121, 75,
        112, 151, 160, 141, 113, 126, 156, 146, 119, 105,
      ],
    },
  ])('gives PIL’s numbers (Image.LANCZOS) at $size.width × $size.height px', ({ size, expected }) => {
    // Far from black and white: PIL cuts off what overshoots after each axis, and rounds.
    const out = reds(
      resizePicture(
        picture(9, 7, (x, y) => 70 + ((x * 37 + y * 91) % 116)),
        size,
      ),
    );
    expect(out).toHaveLength(expected.length);
    for (const [i, red] of out.entries()) expect(Math.abs(red - (expected[i] ?? NaN))).toBeLessThanOrEqual(1);
  });

  test('gives the same picture back when nothing changes', () => {
    const same = picture(3, 2, (x, y) => x + y);
    expect(resizePicture(same, { width: 3, height: 2 })).toBe(same);
  });
});
