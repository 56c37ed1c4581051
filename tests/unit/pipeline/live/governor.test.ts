/** The governor on simulated devices: costs in proportion to the pixels unless a test says otherwise, with noise. */
import { describe, expect, test } from 'vitest';
import { Governor, detailLevels } from '../../../../src/pipeline/live/governor';
import type { Level } from '../../../../src/pipeline/live/governor';
import type { FrameRate } from '../../../../src/pipeline/api/session-state';
import { frameRates } from '../../../../src/pipeline/api/session-state';

interface Device {
  /** Cost without noise, ms, of a frame at `level`, `at` seconds after the start. */
  readonly cost: (level: number, at: number) => number;
  /** Standard deviation of the cost, as a share of it. */
  readonly noise?: number;
  /** Share of frames that take three times as long (garbage collection, another app). */
  readonly spikes?: number;
  readonly targetFps?: FrameRate;
  readonly start?: Level;
  /** Interval of the camera, ms. */
  readonly interval?: number;
}

interface Change {
  /** Seconds after the start. */
  readonly at: number;
  readonly from: Level;
  readonly to: Level;
}

/** Multiples of the same seed give the same noise: a test that fails fails again. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
}

function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Runs a device for so many seconds; returns the governor and every change it made. */
function run(device: Device, seconds: number, seed = 1, governor?: Governor) {
  const { noise = 0, spikes = 0, interval = 1000 / 60 } = device;
  const governed = governor ?? new Governor(device.start ?? 384, device.targetFps ?? 30);
  const random = randomNumbers(seed);
  const changes: Change[] = [];
  for (let at = 0; at < seconds * 1000;) {
    const { level } = governed;
    const factor = Math.max(0.3, 1 + noise * gaussian(random)) * (random() < spikes ? 3 : 1);
    const costMs = device.cost(level, at / 1000) * factor;
    at += Math.max(costMs, interval);
    const next = governed.add({ at, costMs, elapsedMs: costMs, level });
    if (next !== level) changes.push({ at: at / 1000, from: level, to: next });
  }
  return { governor: governed, changes };
}

/** How often the direction turned round: a device that settles turns at most once. */
function turns(changes: readonly Change[]): number {
  const directions = changes.map(({ from, to }) => Math.sign(to - from));
  return directions.slice(1).filter((direction, i) => direction !== directions[i]).length;
}

/** ms at `level` on a device that takes `ms` at 256². */
const proportional =
  (ms: number) =>
  (level: number): number =>
    (ms * level ** 2) / 256 ** 2;

describe('on a steady device', () => {
  test('a fast one goes to the top within 10 s and stays', () => {
    const { governor, changes } = run({ cost: proportional(1), noise: 0.1 }, 60);
    expect(governor.level).toBe(720);
    expect(governor.state).toBe('holding');
    expect(changes.at(-1)?.at).toBeLessThan(10);
  });

  test('a slow one falls to a level it holds within 3 s', () => {
    const { governor, changes } = run({ cost: proportional(33), noise: 0.1, start: 720 }, 60);
    expect(proportional(33)(governor.level)).toBeLessThan(1000 / 30);
    expect(governor.state).toBe('holding');
    expect(changes.at(-1)?.at).toBeLessThan(3);
  });

  test('one that holds no level says so at the lowest', () => {
    const { governor } = run({ cost: proportional(300), start: 256 }, 60);
    expect(governor.level).toBe(detailLevels[0]);
    expect(governor.state).toBe('at-limit');
  });

  test.each(frameRates)('holds %i fps, and the level above would not leave a fifth of the time', (fps) => {
    const cost = proportional(9);
    const { governor } = run({ cost, noise: 0.05, targetFps: fps }, 120);
    const budget = 1000 / fps;
    expect(cost(governor.level)).toBeLessThan(budget);
    const above = detailLevels[detailLevels.indexOf(governor.level) + 1];
    expect(cost(above ?? Infinity)).toBeGreaterThan(budget * 0.75);
  });
});

describe('never flaps', () => {
  test.each([0, 0.05, 0.15, 0.3])('at any speed, with noise of %f, in five minutes', (noise) => {
    for (let ms = 2; ms < 120; ms *= 1.31) {
      const { changes } = run({ cost: proportional(ms), noise, spikes: noise / 5 }, 300, Math.ceil(ms * 100));
      expect(turns(changes), `${ms} ms at 256²`).toBeLessThanOrEqual(1);
    }
  });

  test.each(detailLevels.slice(1))('with %i px exactly at the border', (border) => {
    const cost = (level: number): number => ((1000 / 30) * level ** 2) / border ** 2;
    for (const start of [160, 384, 720] as const) {
      const { changes } = run({ cost, noise: 0.1, start }, 300, border);
      expect(turns(changes)).toBeLessThanOrEqual(1);
    }
  });

  test('with a level that costs more than its pixels: it is tried, given up, and left alone', () => {
    const cost = (level: number): number => (level >= 512 ? 45 : proportional(4)(level));
    const { governor, changes } = run({ cost, noise: 0.1 }, 280);
    expect(governor.level).toBe(448);
    expect(changes.filter(({ to }) => to === 512)).toHaveLength(1);
    const hour = run({ cost, noise: 0.1 }, 3600);
    expect(hour.changes.filter(({ to }) => to === 512).length).toBeLessThanOrEqual(4);
  });

  test('with a fixed cost beside that of the pixels', () => {
    for (const fixed of [5, 15, 25]) {
      const { changes, governor } = run({ cost: (level) => fixed + proportional(6)(level), noise: 0.1 }, 600);
      expect(turns(changes)).toBeLessThanOrEqual(1);
      expect(governor.state).toBe('holding');
    }
  });
});

describe('when the device changes', () => {
  /** Slows down to `factor` within a minute from 60 s on; recovers from 240 s on, over two minutes. */
  const throttling = (factor: number) => (level: number, at: number) => {
    const heat = Math.min(1, Math.max(0, (at - 60) / 60)) - Math.min(1, Math.max(0, (at - 240) / 120));
    return proportional(9)(level) * (1 + (factor - 1) * heat);
  };

  test('it falls while the device is hot, and comes back when it has cooled', () => {
    const cost = throttling(2.5);
    const device = { cost, noise: 0.1 };
    const before = run(device, 55).governor.level;
    const hot = run(device, 200);
    const after = run(device, 480);
    expect(cost(hot.governor.level, 200)).toBeLessThan(1000 / 30);
    expect(hot.governor.level).toBeLessThan(before);
    expect(after.governor.level).toBe(before);
    // Down while it gets hotter, up while it cools: no back and forth in between.
    expect(turns(after.changes)).toBeLessThanOrEqual(2);
  });

  test('a sudden loss of half the speed is answered within a second of frames', () => {
    const cost = (level: number, at: number): number => proportional(at < 30 ? 9 : 30)(level);
    const { changes } = run({ cost, noise: 0.1 }, 40);
    const answer = changes.find(({ at }) => at > 30);
    expect(answer?.to).toBeLessThan(answer?.from ?? 0);
    expect(answer?.at).toBeLessThan(31.5);
  });

  test('a short stutter costs the level for some seconds, not for good', () => {
    const cost = (level: number, at: number): number => proportional(at > 30 && at < 31 ? 60 : 9)(level);
    const { changes, governor } = run({ cost, noise: 0.05, start: 192 }, 90);
    const before = changes.findLast(({ at }) => at < 30)?.to;
    expect(changes.some(({ at }) => at > 30 && at < 33)).toBe(true);
    expect(governor.level).toBe(before);
    expect(changes.filter(({ at }) => at > 33 && at < 36)).toEqual([]);
  });

  test('another target is followed at once, also upwards', () => {
    const device = { cost: proportional(9), noise: 0.05 };
    const { governor } = run(device, 60);
    const at30 = governor.level;
    governor.setTarget(60);
    run(device, 20, 2, governor);
    expect(governor.level).toBeLessThan(at30);
    governor.setTarget(30);
    run(device, 20, 3, governor);
    expect(governor.level).toBe(at30);
  });
});

describe('what it is given', () => {
  test('frames of another level are late and count for nothing', () => {
    const governor = new Governor(384, 30);
    for (let at = 0; at < 10_000; at += 33) governor.add({ at, costMs: 500, elapsedMs: 500, level: 720 });
    expect(governor.level).toBe(384);
    expect(governor.state).toBe('measuring');
  });

  test('never goes above what the source offers, and falls when the source gets smaller', () => {
    const governor = new Governor(384, 30);
    governor.setCeiling(400);
    expect(run({ cost: proportional(1) }, 60, 1, governor).governor.level).toBe(448);
    governor.setCeiling(200);
    expect(governor.level).toBe(224);
  });

  test('frames that take seconds are slow, not pauses; frames without a measurement only tell the time', () => {
    const governor = new Governor(384, 30);
    for (let at = 0; at < 60_000; at += 2500) {
      governor.add({ at, costMs: at % 5000 === 0 ? 2400 : null, elapsedMs: 2500, level: governor.level });
    }
    expect(governor.level).toBe(detailLevels[0]);
  });

  test('what was measured before a pause does not count after it', () => {
    const governor = new Governor(384, 30);
    for (let i = 0; i < 15; i++) governor.add({ at: i * 33, costMs: 40, elapsedMs: 40, level: 384 });
    expect(governor.level).toBe(384);
    for (let i = 0; i < 10; i++) governor.add({ at: 60_000 + i * 33, costMs: 40, elapsedMs: 40, level: 384 });
    expect(governor.level).toBe(384);
  });
});
