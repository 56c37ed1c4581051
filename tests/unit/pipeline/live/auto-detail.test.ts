import { describe, expect, test } from 'vitest';
import { AutoDetail } from '../../../../src/pipeline/live/auto-detail';
import type { EngineClient } from '../../../../src/workers/engine/engine.client';

/** All that the automatic detail asks of an engine. */
function engine(timestamps: boolean): EngineClient {
  return { info: { backend: 'webgpu', timestamps } } as unknown as EngineClient;
}

const size = { width: 4, height: 4 };

describe('AutoDetail', () => {
  test('judges by GPU time where there are timestamps, however long a frame is under way', () => {
    const auto = new AutoDetail();
    const client = engine(true);
    for (let at = 0; at < 20_000; at += 33) {
      const level = auto.level(client, 30, 2000);
      const timed = auto.times(at);
      auto.add(at, 60, { ...size, ms: 60, ...(timed && { gpuMs: (5 * level ** 2) / 384 ** 2 }) }, level);
    }
    expect(auto.level(client, 30, 2000)).toBe(720);
    expect(auto.status(30)).toMatchObject({ level: 720, targetFps: 30, state: 'holding' });
  });

  test('judges by the time of a frame where there are none, and times none', () => {
    const auto = new AutoDetail();
    const client = engine(false);
    for (let at = 0; at < 20_000; at += 60) {
      const level = auto.level(client, 30, 2000);
      expect(auto.times(at)).toBe(false);
      auto.add(at, (60 * level ** 2) / 384 ** 2, { ...size, ms: 1 }, level);
    }
    expect(auto.level(client, 30, 2000)).toBeLessThan(384);
  });

  test('times one frame in four at speed, and every one where frames are slow', () => {
    const auto = new AutoDetail();
    auto.level(engine(true), 30, 2000);
    const timed = (interval: number): number => {
      let count = 0;
      for (let frame = 1; frame <= 40; frame++)
        count += Number(auto.times(interval * 1e6 + frame * interval));
      return count;
    };
    expect(timed(16)).toBeLessThanOrEqual(11);
    expect(timed(500)).toBe(40);
  });

  test('says when the source gives fewer frames than wanted, and starts anew on another engine', () => {
    const auto = new AutoDetail();
    expect(auto.status(15)).toBeNull();
    const client = engine(false);
    for (let at = 0; at < 5000; at += 66) auto.add(at, 5, { ...size, ms: 5 }, auto.level(client, 30, 500));
    expect(auto.status(15)).toMatchObject({ fps: 15, state: 'source-limited' });
    expect(auto.level(engine(false), 30, 2000)).toBe(384);
    expect(auto.status(15)?.state).toBe('measuring');
  });
});
