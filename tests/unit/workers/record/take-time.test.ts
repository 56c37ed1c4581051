import { describe, expect, it } from 'vitest';
import { CaptureClock, SoundTimeline } from '../../../../src/workers/record/encoding/sound-timeline';
import { TakeClock } from '../../../../src/workers/record/encoding/take-clock';

describe('TakeClock', () => {
  it('starts at the first frame and leaves nothing before it', () => {
    const clock = new TakeClock(1000);
    expect(clock.takeTime(1000)).toBe(0);
    expect(clock.takeTime(999)).toBeNull();
    expect(clock.elapsed(1500)).toBe(500);
  });

  it('cuts pauses out, also what was captured in one and arrives later', () => {
    const clock = new TakeClock(0);
    clock.pause(100);
    expect(clock.takeTime(150)).toBeNull();
    expect(clock.elapsed(5000)).toBe(100);
    clock.resume(300);
    expect(clock.takeTime(250)).toBeNull();
    expect(clock.takeTime(300)).toBe(100);
    clock.pause(400);
    clock.resume(1000);
    expect(clock.takeTime(1001)).toBe(201);
    expect(clock.takeTime(50), 'late, but from before the pause').toBe(50);
  });
});

describe('SoundTimeline', () => {
  const rate = 1000;

  it('leaves sound alone while it is in step', () => {
    const timeline = new SoundTimeline(rate);
    expect(timeline.place(0.004, 100)).toEqual({ silence: 0, skip: 0 });
    expect(timeline.place(0.09, 100)).toEqual({ silence: 0, skip: 0 });
    expect(timeline.end).toBeCloseTo(0.2);
  });

  it('fills a gap with silence and skips what is there already', () => {
    const timeline = new SoundTimeline(rate);
    timeline.place(0, 100);
    expect(timeline.place(0.5, 100)).toEqual({ silence: 400, skip: 0 });
    expect(timeline.place(0.55, 100)).toEqual({ silence: 0, skip: 50 });
    expect(timeline.place(0.1, 100), 'all of it').toEqual({ silence: 0, skip: 100 });
  });

  it('cuts what was heard before the take', () => {
    expect(new SoundTimeline(rate).place(-0.06, 100)).toEqual({ silence: 0, skip: 60 });
  });

  it('stays within the tolerance when the sound card is slow, for an hour', () => {
    const timeline = new SoundTimeline(48_000);
    // 200 ppm: worse than any sound card on sale.
    const slow = 1.0002;
    let worst = 0;
    for (let block = 0; block < (3600 * 48_000) / 1024; block++) {
      const time = ((block * 1024) / 48_000) * slow;
      timeline.place(time, 1024);
      worst = Math.max(worst, Math.abs(timeline.end - time - 1024 / 48_000));
    }
    expect(worst).toBeLessThan(0.04);
  });
});

describe('CaptureClock', () => {
  it('finds the capture time behind late and bursty arrivals', () => {
    const clock = new CaptureClock(48_000);
    const delays = [12_000, 3_000, 40_000, 25_000, 3_200, 90_000, 3_100];
    const found = delays.map((delay, block) => {
      const captured = ((block + 1) * 1024 * 1e6) / 48_000;
      clock.sent(captured + delay, block * 1024, 1024);
      return clock.capturedAt(block * 1024) - (block * 1024 * 1e6) / 48_000;
    });
    for (const error of found.slice(1)) expect(error).toBeCloseTo(3000, 0);
  });

  it('judges a block that was read late by those that came after it', () => {
    const clock = new CaptureClock(48_000);
    for (const block of [0, 1, 2]) clock.sent(300_000, block * 1024, 1024);
    expect(clock.capturedAt(0)).toBeCloseTo(236_000, 0);
    clock.sent(90_000 + 4 * 1e6 * (1024 / 48_000), 3 * 1024, 1024);
    expect(clock.capturedAt(0)).toBeCloseTo(90_000, 0);
  });
});
