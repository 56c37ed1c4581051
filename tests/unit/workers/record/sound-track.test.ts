/** Sound that a busy worker reads late still stands where it was heard. */
import type { AudioSample, AudioSampleSource } from 'mediabunny';
import { expect, test, vi } from 'vitest';
import { SoundTrack } from '../../../../src/workers/record/encoding/sound-track';
import { TakeClock } from '../../../../src/workers/record/encoding/take-clock';
import type { SoundBlock } from '../../../../src/workers/record/record.protocol';

const rate = 48_000;

test.each([0, 60_000])(
  'blocks read 0.8 s late are placed by when they were sent (system clock %i ms off)',
  async (clockOff) => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    const start = performance.timeOrigin + performance.now();
    const placed: { timestamp: number; duration: number; loud: boolean }[] = [];
    const source = {
      add: (sample: AudioSample) => {
        const data = new Float32Array(sample.numberOfFrames);
        sample.copyTo(data, { format: 'f32-planar', planeIndex: 0 });
        const { timestamp, duration } = sample;
        placed.push({ timestamp, duration, loud: data.some((value) => value !== 0) });
        return Promise.resolve();
      },
    } as unknown as AudioSampleSource;
    const port = {
      onmessage: null as ((event: { data: SoundBlock }) => void) | null,
      close: () => undefined,
    };
    const input = { port: port as unknown as MessagePort, sampleRate: rate, channels: 1, latency: 0 };
    const track = new SoundTrack(input, source);
    const clock = new TakeClock(start * 1000);
    track.attach({
      clock: () => clock,
      alive: () => true,
      onError: (error) => {
        throw error;
      },
    });
    // Half a second of quiet, then a tone.
    const blocks = Array.from({ length: 40 }, (_block, index): SoundBlock => {
      const plane = new Float32Array(1024).fill((index * 1024) / rate >= 0.5 ? 0.5 : 0);
      const sentAt = Math.floor(start + (((index + 1) * 1024) / rate) * 1000 + clockOff);
      return { planes: [plane], firstSample: index * 1024, sentAt };
    });
    vi.advanceTimersByTime(1700);
    vi.setSystemTime(Date.now() + clockOff);
    for (const data of blocks) port.onmessage?.({ data });
    track.finish(0.85);
    await track.written;
    vi.useRealTimers();
    const firstLoud = placed.find(({ loud }) => loud)?.timestamp ?? Number.NaN;
    expect(Math.abs(firstLoud - 0.5)).toBeLessThan(0.022 + 0.002);
    expect(placed[0]?.timestamp).toBe(0);
  },
);
