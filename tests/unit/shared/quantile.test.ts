import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quantile } from '../../../src/shared/quantile';

test('is one of the values: the smallest that at least a share q does not exceed', () => {
  expect(quantile([5, 1, 3], 0.5)).toBe(3);
  expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 1 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (values, q) => {
        const found = quantile(values, q);
        expect(values).toContain(found);
        expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(q * values.length);
        expect(values.filter((value) => value < found).length).toBeLessThan(q * values.length);
      },
    ),
  );
});

test('leaves its input as it was, and has no answer without values', () => {
  const values = [3, 1, 2];
  expect(quantile(values, 0)).toBe(1);
  expect(values).toEqual([3, 1, 2]);
  expect(quantile([], 0.5)).toBeNaN();
});
