/** The record worker on frames and sounds made here, in step to the millisecond; files are decoded again to see. */
import {
  ALL_FORMATS,
  AudioSampleSink,
  BlobSource,
  EncodedPacketSink,
  Input,
  VideoSampleSink,
} from 'mediabunny';
import { describe, expect, it } from 'vitest';
import { RecordClient } from '../../../../src/workers/record/record.client';
import type { FinishedTake, RecordEvent } from '../../../../src/workers/record/record.client';
import { clockUs } from '../../../../src/workers/rpc/tap.protocol';
import type { TapCredit } from '../../../../src/workers/rpc/tap.protocol';
import { soon } from '../../../support/soon';
import { isOn, Microphone } from './microphone';

const size = { width: 320, height: 240 };
const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays the engine: sends frames while it has credit, drawn by `draw` for their time. */
class Frames {
  readonly port: MessagePort;
  sent = 0;
  dropped = 0;
  readonly #own: MessagePort;
  readonly #canvas: OffscreenCanvas;
  #credit = 0;

  constructor(frameSize = size) {
    const { port1, port2 } = new MessageChannel();
    this.#own = port1;
    this.port = port2;
    this.#canvas = new OffscreenCanvas(frameSize.width, frameSize.height);
    port1.onmessage = ({ data }: MessageEvent<TapCredit>) => {
      this.#credit += data.credit;
    };
  }

  /** Resolves when a frame may be sent. */
  ready(): Promise<void> {
    return soon(() => expect(this.#credit).toBeGreaterThan(0));
  }

  /** Whether there was credit to send it. @param at µs since 1970 */
  send(draw: (context: OffscreenCanvasRenderingContext2D) => void, at = clockUs()): boolean {
    if (this.#credit <= 0) {
      this.dropped += 1;
      return false;
    }
    this.#credit -= 1;
    this.sent += 1;
    const context = this.#canvas.getContext('2d');
    if (!context) throw new Error('no 2D canvas');
    draw(context);
    const frame = new VideoFrame(this.#canvas, { timestamp: at });
    this.#own.postMessage({ frame, dropped: this.dropped }, [frame]);
    return true;
  }
}

function fill(colour: string) {
  return (context: OffscreenCanvasRenderingContext2D): void => {
    context.fillStyle = colour;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  };
}

async function openFile(name: string): Promise<Input> {
  const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('takes');
  const file = await (await folder.getFileHandle(name)).getFile();
  return new Input({ source: new BlobSource(file), formats: ALL_FORMATS });
}

async function frameLumas(input: Input): Promise<{ time: number; luma: number }[]> {
  const track = await input.getPrimaryVideoTrack();
  if (!track) throw new Error('no picture');
  const context = new OffscreenCanvas(8, 8).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('no 2D canvas');
  const lumas = [];
  for await (const sample of new VideoSampleSink(track).samples()) {
    sample.draw(context, 0, 0, 8, 8);
    lumas.push({ time: sample.timestamp, luma: context.getImageData(4, 4, 1, 1).data[1] ?? 0 });
    sample.close();
  }
  return lumas;
}

/** Loudness of each 5 ms. */
async function loudness(input: Input): Promise<number[]> {
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error('no sound');
  const blocks: number[] = [];
  for await (const sample of new AudioSampleSink(track).samples()) {
    const data = new Float32Array(sample.allocationSize({ format: 'f32-planar', planeIndex: 0 }) / 4);
    sample.copyTo(data, { format: 'f32-planar', planeIndex: 0 });
    data.forEach((value, index) => {
      const block = Math.floor((sample.timestamp + index / sample.sampleRate) / 0.005);
      blocks[block] = Math.max(blocks[block] ?? 0, Math.abs(value));
    });
    sample.close();
  }
  return blocks;
}

function listen(): { client: RecordClient; events: RecordEvent[] } {
  const events: RecordEvent[] = [];
  const client = new RecordClient({ onEvent: (event) => events.push(event), onCrash: () => undefined });
  return { client, events };
}

const name = (): string => `take-${crypto.randomUUID()}`;

describe('record worker', () => {
  it('keeps picture and sound in step, through bursts and a pause', async () => {
    const { client } = listen();
    const frames = new Frames();
    const start = clockUs();
    const microphone = new Microphone(start);
    await client.start({ name: name(), size, frames: frames.port, sound: microphone.input });
    await frames.ready();
    /** When a frame was sent, µs since 1970. */
    const sent: number[] = [];
    const run = async (seconds: number): Promise<void> => {
      const end = clockUs() + seconds * 1e6;
      while (clockUs() < end) {
        microphone.play();
        const at = clockUs();
        if (frames.send(fill(isOn((at - start) / 1e6) ? '#fff' : '#000'), at)) sent.push(at);
        await wait(30);
      }
    };
    await run(5);
    const pausedAt = clockUs();
    client.pause();
    await run(1.35);
    const resumedAt = clockUs();
    client.resume();
    await run(3);
    const stoppedAt = clockUs();
    const take = await client.stop();
    client.destroy();
    expect(take.hasSound).toBe(true);
    // It starts with the first frame that is let in.
    const recorded = (stoppedAt - resumedAt + pausedAt - Number(sent[0])) / 1e6;
    expect(take.duration).toBeGreaterThan(recorded - 0.2);
    expect(take.duration).toBeLessThan(recorded + 0.2);
    // A picture that the worker repeats, because the page was held up, is not judged.
    const cut = (at: number): number => (at >= resumedAt ? resumedAt - pausedAt : 0);
    const takeTime = (at: number): number => (at - cut(at) - Number(sent[0])) / 1e6;
    const sentTimes = sent.map(takeTime);
    const isSent = (time: number): boolean => sentTimes.some((one) => Math.abs(one - time) < 0.002);
    const input = await openFile(take.fileName);
    const loud = await loudness(input);
    const beeping = (time: number): boolean => (loud[Math.floor(time / 0.005)] ?? 0) > 0.1;
    // ITU-R BT.1359: people begin to notice at 45 ms. A frame nearer than that to an edge may be on either side.
    const off = 0.045;
    // The take was stopped before the last burst: silence fills its end.
    const soundEnd = takeTime(microphone.sentUntil);
    const flashes = (await frameLumas(input)).filter(({ time }) => isSent(time));
    const wrong = flashes.filter(({ time, luma }) => {
      const here = beeping(time);
      return (
        time + off < soundEnd - 0.05 &&
        beeping(time - off) === here &&
        beeping(time + off) === here &&
        luma > 128 !== here
      );
    });
    expect(flashes.filter(({ luma }) => luma > 128).length).toBeGreaterThan(10);
    expect(flashes.filter(({ luma }) => luma <= 128).length).toBeGreaterThan(10);
    expect(wrong).toEqual([]);
    input.dispose();
  });

  it('drops frames at the source when the encoder is behind, and counts them', async () => {
    const { client, events } = listen();
    const large = { width: 1920, height: 1080 };
    const frames = new Frames(large);
    await client.start({ name: name(), size: large, frames: frames.port, sound: null });
    await frames.ready();
    // A burst without a pause: more than the few that may be on their way.
    for (let index = 0; index < 12; index++) frames.send(fill(`hsl(${index * 30} 80% 50%)`));
    await frames.ready();
    frames.send(fill('#fff'));
    // The frame and the order to stop come on two lines.
    await soon(() =>
      expect(events).toContainEqual(expect.objectContaining({ kind: 'progress', dropped: frames.dropped })),
    );
    const take = await client.stop();
    client.destroy();
    expect(frames.dropped).toBeGreaterThan(0);
    expect(take.dropped).toBe(frames.dropped);
  });

  it('scales frames of other sizes into the take, and repeats a picture that stands still', async () => {
    const { client, events } = listen();
    const frames = new Frames({ width: 64, height: 48 });
    await client.start({ name: name(), size, frames: frames.port, sound: null });
    await frames.ready();
    frames.send(fill('#0f0'));
    await wait(1500);
    const next = new Frames({ width: 128, height: 128 });
    client.attach(next.port);
    await next.ready();
    next.send(fill('#0f0'));
    await wait(100);
    const take = await client.stop();
    client.destroy();
    expect(take).toMatchObject(size);
    expect(take.frames).toBeGreaterThan(3);
    expect(events.some(({ kind }) => kind === 'poster')).toBe(true);
    const input = await openFile(take.fileName);
    for (const { luma } of await frameLumas(input)) expect(luma).toBeGreaterThan(120);
    input.dispose();
  });

  it('ends when it is stopped, however slowly its frames came', async () => {
    const { client } = listen();
    const frames = new Frames();
    await client.start({ name: name(), size, frames: frames.port, sound: null });
    await frames.ready();
    const start = clockUs();
    for (let index = 0; index < 5; index++) {
      if (index > 0) await wait(450);
      await frames.ready();
      frames.send(fill(`hsl(${index * 60} 80% 50%)`));
    }
    await wait(20);
    const stoppedAt = (clockUs() - start) / 1e6;
    const take = await client.stop();
    client.destroy();
    expect(take.duration).toBeLessThan(stoppedAt + 0.15);
    expect(take.duration).toBeGreaterThan(stoppedAt - 0.15);
  });

  it('saves all but the last moment of a recording that was cut off anywhere', async () => {
    const { client } = listen();
    const frames = new Frames();
    const partName = await client.start({ name: name(), size, frames: frames.port, sound: null });
    const start = clockUs();
    while (clockUs() - start < 3e6) {
      frames.send(fill(isOn((clockUs() - start) / 1e6) ? '#fff' : '#000'));
      await wait(30);
    }
    // Without a word, as the system kills.
    client.destroy();
    const rescue = listen().client;
    // The browser may take a moment to let go of the dead worker's file.
    const takes: FinishedTake[] = [];
    await expect
      .poll(
        async () => {
          if (takes.length === 0)
            takes.push(
              ...(await rescue.recover(partName).then(
                (take) => [take],
                () => [],
              )),
            );
          return takes.length;
        },
        { timeout: 10_000 },
      )
      .toBe(1);
    rescue.destroy();
    const { duration = 0, fileName = '' } = takes[0] ?? {};
    expect(duration).toBeGreaterThan(2);
    const input = await openFile(fileName);
    const track = await input.getPrimaryVideoTrack();
    if (!track) throw new Error('no picture');
    const first = await new EncodedPacketSink(track).getFirstPacket();
    expect(first?.timestamp).toBe(0);
    input.dispose();
  });
});
