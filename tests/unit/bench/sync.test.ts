import { expect, test } from 'vitest';
import { edgesOf, roughShift, shiftsOf } from '../../../bench/sync/edges';
import { fitLine } from '../../../bench/sync/line-fit';

test('a line through points that lie on one has their slope and no error', () => {
  const fit = fitLine([
    [0, 1],
    [2, 2],
    [4, 3],
  ]);
  expect(fit.intercept).toBeCloseTo(1);
  expect(fit.slope).toBeCloseTo(0.5);
  expect(fit.slopeError).toBeCloseTo(0);
  expect(() =>
    fitLine([
      [0, 1],
      [1, 2],
    ]),
  ).toThrow(RangeError);
});

test('the error of the slope is that of the textbook', () => {
  // Residuals ∓1/6, 1/3 around the slope 1/2: s² = (1/36 + 1/9 + 1/36) / 1, spread 2.
  const fit = fitLine([
    [0, 0],
    [1, 1],
    [2, 1],
  ]);
  expect(fit.slope).toBeCloseTo(0.5);
  expect(fit.slopeError).toBeCloseTo(Math.sqrt(1 / 6 / 2));
});

const turns = [0.6, 1.4, 2.7, 3.6, 5.2, 5.9, 7.1, 8.2, 9, 10.4];
const level = (time: number): number => turns.filter((turn) => turn <= time).length % 2;
/** The signal as a recording that starts at 2 s and gains 1 % on it would show it, at so many samples a second. */
const recorded = (rate: number) =>
  edgesOf(
    Array.from({ length: Math.floor(8 * rate) }, (_sample, index) => ({
      time: index / rate,
      level: level((index / rate) * 1.01 + 2),
    })),
  );

test('a drift of one in a hundred is found from uneven turns and coarse frames', () => {
  const source = edgesOf(
    Array.from({ length: 1200 }, (_s, index) => ({ time: index / 100, level: level(index / 100) })),
  );
  expect(source.map(({ time }) => Math.round(time * 10) / 10)).toEqual(turns);
  const edges = recorded(30);
  const shift = roughShift(edges, source, -3.2, 3);
  expect(shift).toBeCloseTo(-2, 0);
  const points = shiftsOf(edges, source, shift, 0.35);
  expect(points).toHaveLength(edges.length);
  const fit = fitLine(points);
  expect(Math.abs(fit.slope + 0.01)).toBeLessThan(3 * fit.slopeError);
  expect(fit.slopeError).toBeLessThan(0.003);
});

test('turns without their like are left out', () => {
  const one = [{ time: 1, rising: true }];
  expect(shiftsOf(one, [{ time: 1, rising: false }], 0, 1)).toEqual([]);
  expect(shiftsOf(one, [{ time: 3, rising: true }], 0, 1)).toEqual([]);
  expect(roughShift(one, [], -7, 3)).toBe(-7);
});
