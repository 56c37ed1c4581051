import { describe, expect, test } from 'vitest';
import { lensesOf } from '../../../../src/pipeline/sources/cameras';
import type { SourceState } from '../../../../src/pipeline/api/session-state';

const phone = [
  { deviceId: 'a', label: 'camera2 1, facing front' },
  { deviceId: 'b', label: 'camera2 0, facing back' },
  { deviceId: 'c', label: 'Back Ultra Wide Camera' },
  { deviceId: 'd', label: 'Back Telephoto Camera' },
];
const camera = (facing: 'user' | 'environment' | 'unknown'): SourceState => ({
  kind: 'camera',
  deviceId: 'b',
  label: '',
  facing,
  asleep: false,
});

describe('lensesOf', () => {
  test('gives the lenses of the side that is in use', () =>
    expect(lensesOf(phone, camera('environment')).map(({ deviceId }) => deviceId)).toEqual(['b', 'c', 'd']));

  test('gives none where there is no choice, or nobody knows', () => {
    expect(lensesOf(phone, camera('user'))).toEqual([]);
    expect(lensesOf(phone, camera('unknown'))).toEqual([]);
    expect(
      lensesOf(
        [
          { deviceId: 'b', label: '' },
          { deviceId: 'c', label: '' },
        ],
        camera('environment'),
      ),
    ).toEqual([]);
    expect(lensesOf(phone, { kind: 'picture', name: 'x.png' })).toEqual([]);
  });
});
