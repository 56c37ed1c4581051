import { expect, test } from 'vitest';
import { fillTransparent } from '../../../src/shared/pictures/fill-transparent';
import type { RgbaPicture } from '../../../src/shared/picture';

/** A picture whose red is the column and green the row; seen where `alpha` says so. White, where it is not. */
function picture(width: number, height: number, alpha: (x: number, y: number) => number): RgbaPicture {
  const data = new Uint8ClampedArray(width * height * 4).fill(255);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const seen = alpha(x, y);
      data.set(seen > 0 ? [x, y, 7, seen] : [255, 255, 255, 0], (y * width + x) * 4);
    }
  return { data, width, height };
}

const reds = ({ data, width }: RgbaPicture, row: number): number[] =>
  Array.from({ length: width }, (_column, x) => Number(data[(row * width + x) * 4]));

test('an opaque picture is given back as it is', () => {
  const opaque = picture(5, 4, () => 255);
  expect(fillTransparent(opaque)).toBe(opaque);
});

test('beside what is seen, its mirror image, again and again', () => {
  const filled = fillTransparent(picture(8, 2, (x) => (x >= 2 && x < 5 ? 255 : 0)));
  expect(reds(filled, 1)).toEqual([3, 2, 2, 3, 4, 4, 3, 2]);
});

test('around a round artwork, only colours of it', () => {
  const inside = (x: number, y: number): boolean => (x - 16) ** 2 + (y - 16) ** 2 <= 15 ** 2;
  const { data } = fillTransparent(picture(40, 40, (x, y) => (inside(x, y) ? 255 : 0)));
  for (let i = 0; i < data.length; i += 4) {
    const [red = 0, green = 0, blue, alpha] = data.subarray(i, i + 4);
    expect(inside(red, green) && blue === 7 && alpha === 255).toBe(true);
  }
});

test('holes are closed; half transparent is seen from the middle on', () => {
  const filled = fillTransparent(picture(9, 1, (x) => (x === 4 ? 100 : x === 2 ? 200 : 255)));
  expect(reds(filled, 0)).toEqual([0, 1, 2, 3, 2, 5, 6, 7, 8]);
});

test('nothing seen at all is white', () => {
  expect([...fillTransparent(picture(2, 1, () => 0)).data]).toEqual(Array(8).fill(255));
});
