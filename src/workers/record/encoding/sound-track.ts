/**
 * The sound of a take: microphone blocks in, samples on the take's time axis out to the encoder. When a block was
 * captured is judged by when the audio thread sent it and the blocks after it: this worker may be busy with frames and
 * read them late. Owns the microphone's port; `close()` frees it.
 */
import { AudioSample } from 'mediabunny';
import type { AudioSampleSource } from 'mediabunny';
import { clockUs } from '../../rpc/tap.protocol';
import type { SoundBlock, SoundInput } from '../record.protocol';
import { CaptureClock, SoundTimeline } from './sound-timeline';
import type { TakeClock } from './take-clock';

/** A block is placed this long after it was sent, µs. */
const settleUs = 300_000;
/** Sound may be this much behind the picture, s, before silence fills in: the file waits for the later of the two. */
const mayLag = 1;

/** The take that the sound belongs to. */
interface Take {
  /** Null before the first frame. */
  readonly clock: () => TakeClock | null;
  /** Whether anything is still written. */
  readonly alive: () => boolean;
  readonly onError: (error: unknown) => void;
}

/**
 * Resolves when messages that wait now have been read. HTML orders the messages of one port only; browsers deliver
 * those of all ports in the order in which they were sent.
 */
async function queueRead(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  await new Promise<void>((resolve) => {
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });
  port1.close();
}

export class SoundTrack {
  readonly #input: SoundInput;
  readonly #source: AudioSampleSource;
  readonly #timeline: SoundTimeline;
  readonly #captures: CaptureClock;
  /** Blocks that wait for their place, oldest first. */
  readonly #waiting: (SoundBlock & { readonly sentUs: number })[] = [];
  #take: Take | null = null;
  #catchingUp = false;
  #work: Promise<void> = Promise.resolve();

  constructor(input: SoundInput, source: AudioSampleSource) {
    this.#input = input;
    this.#source = source;
    this.#timeline = new SoundTimeline(input.sampleRate);
    this.#captures = new CaptureClock(input.sampleRate);
  }

  /** Resolves when all that was placed so far is with the encoder. */
  get written(): Promise<void> {
    return this.#work;
  }

  /** Blocks are taken from now on. */
  attach(take: Take): void {
    this.#take = take;
    this.#input.port.onmessage = ({ data }: MessageEvent<SoundBlock>) => {
      const now = clockUs();
      // The system's clock may have been set since this page was opened; frames go by the page's.
      const apart = now - Date.now() * 1000;
      const sentUs = Math.min(now, data.sentAt * 1000 + apart) - this.#input.latency;
      this.#captures.sent(sentUs, data.firstSample, data.planes[0]?.length ?? 0);
      this.#waiting.push({ ...data, sentUs });
      this.#place(sentUs - settleUs);
    };
  }

  /** The picture has come to `time`, s: silence stands for sound that does not come. */
  keepUp(time: number): void {
    if (this.#catchingUp || !this.#lags(time)) return;
    // It may have come, and wait behind the frames that this worker is busy with.
    this.#catchingUp = true;
    void queueRead().then(() => {
      this.#catchingUp = false;
      if (!this.#lags(time)) return;
      this.#place();
      this.#fill(time - mayLag / 2);
    });
  }

  /** All that was sent is placed; silence up to `end`, s. */
  async finish(end: number): Promise<void> {
    await queueRead();
    this.#place();
    this.#fill(end);
  }

  #lags(time: number): boolean {
    return time - this.#timeline.end > mayLag;
  }

  close(): void {
    this.#input.port.close();
  }

  /** Places the blocks that were sent until `until`, µs since 1970. */
  #place(until = Infinity): void {
    for (;;) {
      const [block] = this.#waiting;
      if (!block || block.sentUs > until) return;
      this.#waiting.shift();
      if (this.#take?.alive()) this.#placeBlock(block);
    }
  }

  #placeBlock({ planes, firstSample }: SoundBlock): void {
    const length = planes[0]?.length ?? 0;
    const rate = this.#input.sampleRate;
    // By the block's end: what begins before the take, or in a pause, is cut by the timeline.
    const end = this.#take?.clock()?.takeTime(this.#captures.capturedAt(firstSample + length)) ?? null;
    if (end === null) return;
    const before = this.#timeline.end;
    const { silence, skip } = this.#timeline.place(end * 1e-6 - length / rate, length);
    if (silence > 0) this.#writeSilence(before, silence);
    if (skip < length) {
      this.#write(
        before + silence / rate,
        planes.map((plane) => plane.slice(skip)),
      );
    }
  }

  #fill(time: number): void {
    const before = this.#timeline.end;
    const missing = this.#timeline.fillTo(time);
    if (missing > 0) this.#writeSilence(before, missing);
  }

  #writeSilence(timestamp: number, length: number): void {
    this.#write(
      timestamp,
      Array.from({ length: this.#input.channels }, () => new Float32Array(length)),
    );
  }

  /** Queues samples for the encoder. @param timestamp take time, s. @param planes one a channel, -1..1 */
  #write(timestamp: number, planes: readonly Float32Array[]): void {
    const length = planes[0]?.length ?? 0;
    const data = new Float32Array(length * planes.length);
    planes.forEach((plane, channel) => data.set(plane, channel * length));
    const work = async (): Promise<void> => {
      const sample = new AudioSample({
        data,
        format: 'f32-planar',
        numberOfChannels: planes.length,
        sampleRate: this.#input.sampleRate,
        timestamp,
      });
      try {
        if (this.#take?.alive()) await this.#source.add(sample);
      } catch (error) {
        this.#take?.onError(error);
      } finally {
        sample.close();
      }
    };
    this.#work = this.#work.then(work);
  }
}
