import { describe, expect, it } from 'vitest';
import { clockText, sizeText } from '../../../../src/components/strings/recording-strings';
import { takeSize } from '../../../../src/pipeline/takes/live-take';
import { hasRoomToStart, secondsLeft } from '../../../../src/pipeline/storage/storage-gauge';
import { fileNameOf } from '../../../../src/pipeline/live/still';

describe('names and figures of takes', () => {
  it('names files after title and local time', () => {
    expect(fileNameOf('The Great Wave!', new Date(2026, 10, 24, 9, 5, 7), 'mp4')).toBe(
      'impasto-the-great-wave-20261124-090507.mp4',
    );
    expect(fileNameOf('', new Date(2026, 0, 1), 'gif')).toBe('impasto-20260101-000000.gif');
  });

  it('writes lengths and sizes for people', () => {
    expect([0, 61, 3600, 3725.9].map(clockText)).toEqual(['0:00', '1:01', '1:00:00', '1:02:05']);
    expect([10, 4e5, 8.44e6, 12e6, 1.25e9].map(sizeText)).toEqual([
      '1 kB',
      '400 kB',
      '8.4 MB',
      '12 MB',
      '1.3 GB',
    ]);
  });

  it('keeps room for the seekable copy', () => {
    expect(secondsLeft(20e6, 0, 8e6)).toBe(0);
    expect(secondsLeft(220e6, 0, 8e6)).toBe(100);
    expect(secondsLeft(220e6, 100e6, 8e6)).toBe(50);
    expect(hasRoomToStart(30e6, 8e6)).toBe(false);
    expect(hasRoomToStart(50e6, 8e6)).toBe(true);
  });

  it('enlarges small pictures and keeps sides even', () => {
    expect(takeSize({ width: 236, height: 156 })).toEqual({ width: 720, height: 476 });
    expect(takeSize({ width: 1280, height: 720 })).toEqual({ width: 1280, height: 720 });
  });
});
