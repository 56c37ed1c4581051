import { describe, expect, it } from 'vitest';
import { type Corners, cornersFor, puckAt, sharesAt } from '../../../src/components/styles/mix-pad';

const four: Corners = ['a', 'b', 'c', 'd'];

describe('mixing pad', () => {
  it('gives each corner all of it when the puck is there', () => {
    const at = (x: number, y: number): string | undefined =>
      sharesAt(four, { x, y }).find(({ weight }) => weight === 1)?.id;
    expect([at(0, 0), at(1, 0), at(0, 1), at(1, 1)]).toEqual(['a', 'b', 'c', 'd']);
  });

  it('always shares out exactly 1, with corners missing too', () => {
    for (const corners of [four, ['a', null, 'c', 'd'], ['a', 'b', null, null]] as Corners[]) {
      for (const puck of [
        { x: 0.3, y: 0.2 },
        { x: 0.5, y: 0.5 },
      ]) {
        const total = sharesAt(corners, puck).reduce((sum, { weight }) => sum + weight, 0);
        expect(total).toBeCloseTo(1);
      }
    }
  });

  it('has no mix where only an empty corner has a share', () => {
    expect(sharesAt(['a', null, null, null], { x: 1, y: 0 })).toEqual([]);
  });

  it('finds the puck again from the shares', () => {
    for (const puck of [
      { x: 0.25, y: 0.75 },
      { x: 1, y: 0 },
    ]) {
      const found = puckAt(four, sharesAt(four, puck));
      expect(found.x).toBeCloseTo(puck.x);
      expect(found.y).toBeCloseTo(puck.y);
    }
  });

  it('begins with the mix on screen, else with the chosen style and those after it', () => {
    const styles = ['p', 'q', 'r'].map((id) => ({ id }));
    expect(cornersFor([], 'q', styles)).toEqual(['q', 'r', 'p', null]);
    const mix = [
      { id: 'r', weight: 0.5 },
      { id: 'p', weight: 0.5 },
    ];
    expect(cornersFor(mix, 'r', styles)).toEqual(['r', 'p', null, null]);
  });
});
