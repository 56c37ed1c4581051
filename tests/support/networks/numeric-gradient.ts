/** A loss's gradient against finite differences. */
import { expect } from 'vitest';
import type { ImageLoss } from '../../../src/workers/hq/loss/image-loss';

/**
 * @param firsts where in the picture's floats to look. Four pixels at once, uphill: of a single one float32 sees little but
 *   rounding.
 */
export async function expectDifferences(
  loss: ImageLoss,
  at: Float32Array,
  firsts: readonly number[],
): Promise<void> {
  const { gradient } = await loss.evaluate(at);
  for (const first of firsts) {
    const step = 1e-3;
    const uphill = gradient.map((g, i) => (i >= first && i < first + 12 ? Math.sign(g) : 0));
    const moved = (sign: number): Float32Array =>
      at.map((value, i) => value + sign * step * Number(uphill[i]));
    const [up, down] = [await loss.evaluate(moved(1)), await loss.evaluate(moved(-1))];
    const measured = (up.losses.total - down.losses.total) / (2 * step);
    const computed = gradient.reduce((sum, g, i) => sum + g * Number(uphill[i]), 0);
    expect(measured / computed).toBeGreaterThan(0.96);
    expect(measured / computed).toBeLessThan(1.04);
  }
}
