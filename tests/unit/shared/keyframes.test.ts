import { describe, expect, it } from 'vitest';
import { momentOf, mostKeyframes, orderedKeyframes, smoothstep } from '../../../src/shared/keyframes';
import type { Keyframe } from '../../../src/shared/keyframes';

const key = (at: number, strength = 1): Keyframe => ({ at, styleId: 'a', strength });

describe('moments between keyframes', () => {
  it('begin and end slowly, and pass the middle half-way', () => {
    expect([0, 0.5, 1].map(smoothstep)).toEqual([0, 0.5, 1]);
    expect(smoothstep(0.01)).toBeLessThan(0.001);
    expect(momentOf([2, 4, 8], 3)).toEqual({ index: 0, share: 0.5 });
    expect(momentOf([2, 4, 8], 5)).toEqual({ index: 1, share: smoothstep(0.25) });
  });

  it('stand still before the first and behind the last', () => {
    expect(momentOf([2, 4], 0)).toEqual({ index: 0, share: 0 });
    expect(momentOf([2, 4], 2)).toEqual({ index: 0, share: 0 });
    expect(momentOf([2, 4], 4)).toEqual({ index: 1, share: 0 });
    expect(momentOf([2, 4], 99)).toEqual({ index: 1, share: 0 });
    expect(momentOf([-3], 0)).toEqual({ index: 0, share: 0 });
  });
});

describe('keyframes that are given', () => {
  it('are put in order, into the file, and none at the moment of another', () => {
    const times = orderedKeyframes([key(9), key(2), key(-1), key(2, 0.5), key(20)], 10).map(({ at }) => at);
    expect(times).toEqual([0, 2, 9, 10]);
    expect(orderedKeyframes([key(1, 7), key(2, -1)], 10).map(({ strength }) => strength)).toEqual([1, 0]);
  });

  it('are as many as a person can keep apart', () => {
    const many = Array.from({ length: 30 }, (_value, index) => key(index / 10));
    expect(orderedKeyframes(many, 10)).toHaveLength(mostKeyframes);
  });
});
