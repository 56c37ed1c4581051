/** Sound that a busy worker reads late still stands where it was heard. */
import type { AudioSample, AudioSampleSource } from 'mediabunny';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SoundTrack } from '../../../../src/workers/record/encoding/sound-track';
import { TakeClock } from '../../../../src/workers/record/encoding/take-clock';
import type { SoundBlock } from '../../../../src/workers/record/record.protocol';

const rate = 48_000;

interface Placed {
  readonly timestamp: number;
  readonly duration: number;
  readonly loud: boolean;
}

/** A track whose take began at `start`, ms since 1970. */
function setUp(start: number) {
  const placed: Placed[] = [];
  const source = {
    add: (sample: AudioSample) => {
      const data = new Float32Array(sample.numberOfFrames);
      sample.copyTo(data, { format: 'f32-planar', planeIndex: 0 });
      const { timestamp, duration } = sample;
      placed.push({ timestamp, duration, loud: data.some((value) => value !== 0) });
      return Promise.resolve();
    },
  } as unknown as AudioSampleSource;
  const { port1, port2 } = new MessageChannel();
  const track = new SoundTrack({ port: port1, sampleRate: rate, channels: 1, latency: 0 }, source);
  const clock = new TakeClock(start * 1000);
  track.attach({
    clock: () => clock,
    alive: () => true,
    onError: (error) => {
      throw error;
    },
  });
  return { track, placed, port: port2 };
}

/** Blocks of the first `seconds`, loud from `loudFrom` s on, each sent when it was whole. */
function blocksOf(start: number, seconds: number, loudFrom: number): SoundBlock[] {
  return Array.from({ length: Math.floor((seconds * rate) / 1024) }, (_block, index) => {
    const plane = new Float32Array(1024).fill((index * 1024) / rate >= loudFrom ? 0.5 : 0);
    const sentAt = Math.floor(start + (((index + 1) * 1024) / rate) * 1000);
    return { planes: [plane], firstSample: index * 1024, sentAt };
  });
}

const pageNow = (): number => performance.timeOrigin + performance.now();

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'performance'] }));
afterEach(() => void vi.useRealTimers());

test.each([0, 60_000])(
  'blocks read 0.8 s late are placed by when they were sent (system clock %i ms off)',
  async (clockOff) => {
    const start = pageNow();
    const { track, placed, port } = setUp(start);
    vi.advanceTimersByTime(1700);
    vi.setSystemTime(Date.now() + clockOff);
    for (const block of blocksOf(start + clockOff, 0.86, 0.5)) port.postMessage(block);
    await track.finish(0.85);
    await track.written;
    const firstLoud = placed.find(({ loud }) => loud)?.timestamp ?? Number.NaN;
    expect(Math.abs(firstLoud - 0.5)).toBeLessThan(0.022 + 0.002);
    expect(placed[0]?.timestamp).toBe(0);
    port.close();
  },
);

test('sound that waits to be read behind frames is not taken for silence', async () => {
  const start = pageNow();
  const { track, placed, port } = setUp(start);
  vi.advanceTimersByTime(3000);
  for (const block of blocksOf(start, 3, 0)) port.postMessage(block);
  // The worker was busy: it reads a frame of 3 s first.
  track.keepUp(3);
  await track.finish(3);
  await track.written;
  const silent = placed.filter(({ loud }) => !loud).reduce((sum, { duration }) => sum + duration, 0);
  expect(silent).toBeLessThan(0.05);
  port.close();
});

test('silence stands for a microphone that is gone, so that the file grows', async () => {
  const { track, placed, port } = setUp(pageNow());
  track.keepUp(0.9);
  track.keepUp(3);
  await vi.waitFor(() => expect(placed.length).toBe(1));
  expect(placed[0]).toMatchObject({ timestamp: 0, duration: 2.5, loud: false });
  port.close();
});
