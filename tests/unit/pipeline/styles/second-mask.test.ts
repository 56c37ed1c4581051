/** Where the second style is, drawn: in pixels of the picture, whatever its shape. */
import { expect, test } from 'vitest';
import type { SecondPlace } from '../../../../src/pipeline/api/two-styles-api';
import type { StyleMask } from '../../../../src/workers/networks/types';
import { MaskOfPlace, secondMask } from '../../../../src/pipeline/styles/second-mask';

const place: SecondPlace = { kind: 'halves', x: 0.5, y: 0.5, angle: 0, size: 0.3 };
const unpainted: StyleMask = { data: Uint8Array.of(0), width: 1, height: 1 };

/** The second's share, 0..255, at shares of width and height. */
function at(change: Partial<SecondPlace>, aspect: number, x: number, y: number): number {
  const { data, width, height } = secondMask({ ...place, ...change }, aspect, unpainted);
  return data[Math.floor(y * height) * width + Math.floor(x * width)] ?? NaN;
}

test('the angle says on which side the second half is', () => {
  for (const [angle, x, y] of [
    [0, 0.9, 0.5],
    [0.25, 0.5, 0.9],
    [0.5, 0.1, 0.5],
    [0.75, 0.5, 0.1],
  ] as const) {
    expect(at({ angle }, 0.5, x, y)).toBe(255);
    expect(at({ angle }, 0.5, 1 - x, 1 - y)).toBe(0);
  }
});

test.each([0.5, 1, 16 / 9])('a wash at an angle is square to it, a circle round, at %f to 1', (aspect) => {
  // Shares of the shorter side, to the right and below: equally far in pixels.
  const [right, below] = [0.2 * Math.min(1, 1 / aspect), 0.2 * Math.min(1, aspect)];
  const near = (a: number, b: number): void => expect(Math.abs(a - b)).toBeLessThan(12);
  near(at({ kind: 'wash', angle: 0.125, size: 1 }, aspect, 0.5 + right, 0.5 - below), 127);
  near(at({ kind: 'wash', angle: 0.125, size: 1 }, aspect, 0.5 - right, 0.5 + below), 127);
  const round = { kind: 'round', size: 0.2 } as const;
  near(at(round, aspect, 0.5 + right, 0.5), 127);
  near(at(round, aspect, 0.5, 0.5 - below), 127);
  expect(at(round, aspect, 0.5, 0.5)).toBe(0);
  expect(at(round, aspect, 0.5 + 2 * right, 0.5)).toBe(255);
});

test('a wash passes from one to the other in as much as it says; halves at once', () => {
  const shares = (change: Partial<SecondPlace>): number => {
    const { data, width } = secondMask({ ...place, ...change }, 1, unpainted);
    return data.slice(0, width).filter((share) => share > 0 && share < 255).length / width;
  };
  expect(shares({ kind: 'wash', size: 0.4 })).toBeCloseTo(0.4, 1);
  expect(shares({ kind: 'halves' })).toBeLessThan(0.03);
});

test('behind people: nowhere, until they are found', () => {
  expect(secondMask({ ...place, kind: 'people' }, 1, unpainted).data.every((share) => share === 0)).toBe(
    true,
  );
});

test('painted by hand: the mask that was painted; the same object until something changes', () => {
  const brush = { ...place, kind: 'brush' } as const;
  const masks = new MaskOfPlace();
  const halves = masks.of(place, 1, unpainted);
  expect(masks.of(place, 1, unpainted)).toBe(halves);
  expect(masks.of(place, 2, unpainted)).not.toBe(halves);
  const painted = { ...unpainted, data: Uint8Array.of(9) };
  expect(masks.of(brush, 1, unpainted)).toBe(unpainted);
  expect(masks.of(brush, 1, painted)).toBe(painted);
});
