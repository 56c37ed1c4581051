/**
 * One take in the making: painted frames and microphone blocks in, a growing file out. Frames come on credit (see
 * `tap.protocol.ts`), so a slow encoder makes the engine drop frames instead of waiting. Owns ports, encoders and the
 * file; `stop()` or `abandon()` frees them.
 */
import { AudioSampleSource, Output, Quality, VideoSample, VideoSampleSource } from 'mediabunny';
import { ImpastoError, isImpastoError, messageOf } from '../../../shared/errors';
import { takeBitrate } from '../record.protocol';
import type { RecordCalls, RecordEvent } from '../record.protocol';
import { clockUs, credit } from '../../rpc/tap.protocol';
import type { TapFrame } from '../../rpc/tap.protocol';
import { makePoster } from '../files/poster';
import { answersNoMore, isStuck } from './encoder-patience';
import { PromptEncoder } from './prompt-encoder';
import { SoundTrack } from './sound-track';
import { TakeClock } from './take-clock';
import { removeTakeFile, TakeFile } from '../files/take-file';
import { chooseFormat, growingFormat, soundBitrate } from '../files/take-format';

/** Frames on their way to the encoder at most. */
const inFlight = 3;
/** A picture that does not change is written again after this long, s: a lost tab must not lose a still scene. */
const repeatAfter = 0.4;
/**
 * Length that every frame is written with, s. Until the next one comes it stands anyway; of the last one it is how long
 * the take goes on: a longer one would go on after the sound.
 */
const frameLength = 1 / 30;
/** A key frame at the first frame this long after the last, s: pieces of the file begin with one. */
const keyFrameAfter = 0.38;
/** Progress is told this often, ms. */
const tickMs = 100;
/** Recording starts only where there is room for this many seconds. */
const shortestTake = 10;
/** How often free space is looked at, ms. */
const gaugeMs = 1500;
/** Seconds of the take that must find room, beside its seekable copy. */
const roomAhead = 4;

const micro = 1e-6;

export class Recording {
  readonly #file: TakeFile;
  readonly #output: Output;
  readonly #video: VideoSampleSource;
  readonly #sound: SoundTrack | null;
  /** Bits a second. */
  readonly #bitrate: number;
  readonly #send: (event: RecordEvent) => void;
  readonly #timer: ReturnType<typeof setInterval>;
  #frames: MessagePort | null = null;
  #clock: TakeClock | null = null;
  /** Paused before the first frame came: frames are refused until `resume`. */
  #pausedEarly = false;
  #last: VideoFrame | null = null;
  /** Take time of the last frame written, s. */
  #lastTime = -1;
  #lastKeyTime = -Infinity;
  /** How long the last frame was under way from camera to here, µs. */
  #lag = 0;
  #gaugedAt = 0;
  #droppedByTap = 0;
  #droppedBefore = 0;
  /** When the frame that is being encoded was given to the encoder, ms; null while none is. */
  #encodingSince: number | null = null;
  #videoWork: Promise<void> = Promise.resolve();
  #state: 'recording' | 'failed' | 'ended' = 'recording';

  private constructor(
    file: TakeFile,
    output: Output,
    video: VideoSampleSource,
    sound: SoundTrack | null,
    bitrate: number,
    send: (event: RecordEvent) => void,
  ) {
    this.#file = file;
    this.#output = output;
    this.#video = video;
    this.#sound = sound;
    this.#bitrate = bitrate;
    this.#send = send;
    this.#timer = setInterval(() => this.#tick(), tickMs);
    sound?.attach({
      clock: () => this.#clock,
      alive: () => this.#alive(),
      onError: (error) => this.#fail(error),
    });
  }

  /** @throws ImpastoError `unsupported`, `storage`, `storage-full`. */
  static async start(
    { name, size, frames, sound }: RecordCalls['start']['request'],
    send: (event: RecordEvent) => void,
  ): Promise<Recording> {
    const bitrate = takeBitrate(size) - soundBitrate;
    const format = await chooseFormat(size, bitrate, sound);
    const file = await TakeFile.create(`${name}.part.${format.container}`, 'growing');
    try {
      if (!file.hasRoomFor((2 * shortestTake * takeBitrate(size)) / 8)) {
        throw new ImpastoError('storage-full', 'There is too little storage left to record.');
      }
      // The recording is there before anything is written.
      let onError = (error: unknown): void => {
        throw error;
      };
      const target = file.target((error) => onError(error));
      const output = new Output({ format: growingFormat(format), target });
      PromptEncoder.use(format.video);
      const video = new VideoSampleSource({
        codec: format.video,
        quality: new Quality({ bitrate }),
        latencyMode: 'realtime',
        sizeChangeBehavior: 'cover',
        transform: { ...size, fit: 'cover' },
      });
      output.addVideoTrack(video);
      let inSound: SoundTrack | null = null;
      if (sound && format.audio) {
        const source = new AudioSampleSource({
          codec: format.audio,
          quality: new Quality({ bitrate: soundBitrate }),
        });
        output.addAudioTrack(source);
        inSound = new SoundTrack(sound, source);
      }
      await output.start();
      const recording = new Recording(file, output, video, inSound, takeBitrate(size), send);
      onError = (error) => recording.#fail(error);
      recording.attach(frames);
      return recording;
    } catch (error) {
      file.close();
      await removeTakeFile(file.fileName);
      throw error;
    }
  }

  get fileName(): string {
    return this.#file.fileName;
  }

  get dropped(): number {
    return this.#droppedBefore + this.#droppedByTap;
  }

  /** Frames come from this port from now on. */
  attach(frames: MessagePort): void {
    this.#frames?.close();
    this.#droppedBefore += this.#droppedByTap;
    this.#droppedByTap = 0;
    this.#frames = frames;
    frames.onmessage = ({ data }: MessageEvent<TapFrame>) => this.#takeFrame(frames, data);
    credit(frames, inFlight);
  }

  /** @param at µs since 1970 */
  pause(at: number): void {
    if (this.#clock) this.#clock.pause(at);
    else this.#pausedEarly = true;
  }

  /** @param at µs since 1970 */
  resume(at: number): void {
    this.#pausedEarly = false;
    this.#clock?.resume(at);
  }

  /**
   * Ends the take at `at` (µs since 1970): the last picture stays until then. The file is whole afterwards, or, when
   * something failed before, as whole as it got.
   */
  async stop(at: number): Promise<void> {
    if (this.#state === 'ended') return;
    const end = (this.#clock?.elapsed(at) ?? 0) * micro;
    // Frames that come while the last sound is read are too late.
    this.#clock?.pause(at);
    await this.#sound?.finish(end);
    if (this.#state === 'recording' && this.#last && end - this.#lastTime > 0.05)
      this.#write(this.#last.clone(), end - frameLength);
    this.#release();
    const whole = Promise.all([this.#videoWork, this.#sound?.written]).then(async () => {
      // The last frames leave the encoder now.
      this.#encodingSince = performance.now();
      if (this.#alive()) await this.#output.finalize();
      else await this.#output.cancel();
    });
    const ended = new AbortController();
    try {
      await Promise.race([whole, answersNoMore(() => this.#encodingSince, ended.signal)]);
    } catch (error) {
      this.#fail(error);
    } finally {
      ended.abort();
    }
    try {
      await this.#file.flush();
    } catch (error) {
      this.#fail(error);
    }
    this.#state = 'ended';
    this.#file.close();
  }

  #alive(): boolean {
    return this.#state === 'recording';
  }

  #release(): void {
    clearInterval(this.#timer);
    this.#frames?.close();
    this.#sound?.close();
    this.#last?.close();
    this.#frames = this.#last = null;
  }

  #takeFrame(from: MessagePort, { frame, dropped }: TapFrame): void {
    if (from !== this.#frames || this.#state !== 'recording' || this.#pausedEarly) {
      frame.close();
      if (from === this.#frames) credit(from, 1);
      return;
    }
    this.#droppedByTap = dropped;
    if (!this.#clock) {
      this.#clock = new TakeClock(frame.timestamp);
      const poster = makePoster(frame.clone()).then((made) => this.#send({ kind: 'poster', poster: made }));
      // A take may do without.
      poster.catch(() => undefined);
    }
    this.#lag = clockUs() - frame.timestamp;
    const time = this.#clock.takeTime(frame.timestamp);
    if (time === null || time * micro <= this.#lastTime) {
      frame.close();
      credit(from, 1);
      return;
    }
    this.#last?.close();
    this.#last = frame.clone();
    this.#write(frame, time * micro, from);
    this.#sound?.keepUp(time * micro);
  }

  /** Queues a frame for the encoder, and closes it. @param time take time, s */
  #write(frame: VideoFrame, time: number, from?: MessagePort): void {
    this.#lastTime = time;
    const keyFrame = time - this.#lastKeyTime >= keyFrameAfter;
    if (keyFrame) this.#lastKeyTime = time;
    const work = async (): Promise<void> => {
      const sample = new VideoSample(frame, { timestamp: time, duration: frameLength });
      this.#encodingSince = performance.now();
      try {
        if (this.#alive()) await this.#video.add(sample, { keyFrame });
      } catch (error) {
        this.#fail(error);
      } finally {
        this.#encodingSince = null;
        sample.close();
        if (from && from === this.#frames) credit(from, 1);
      }
    };
    this.#videoWork = this.#videoWork.then(work);
  }

  #tick(): void {
    const clock = this.#clock;
    if (!clock || this.#state !== 'recording') return;
    const now = clockUs();
    // What is under way from the camera comes first: a repeated picture must not be later than it.
    const still = clock.elapsed(now - 1.5 * this.#lag - 100_000) * micro;
    if (this.#last && !clock.paused && still - this.#lastTime > repeatAfter) {
      this.#write(this.#last.clone(), still);
    }
    if (now - this.#gaugedAt > gaugeMs * 1000) {
      this.#gaugedAt = now;
      const ahead = this.#file.size + (2 * roomAhead * this.#bitrate) / 8;
      // Nothing is lost yet: the take ends while there is room for its copy.
      if (!this.#file.hasRoomFor(ahead)) {
        this.#send({ kind: 'failed', full: true, message: 'The storage is nearly full.' });
      }
    }
    if (isStuck(this.#encodingSince)) this.#fail(new Error('The encoder does not answer any more.'));
    const duration = clock.elapsed(now) * micro;
    this.#send({ kind: 'progress', duration, sizeBytes: this.#file.size, dropped: this.dropped });
  }

  #fail(error: unknown): void {
    if (this.#state !== 'recording') return;
    this.#state = 'failed';
    const full = isImpastoError(error, 'storage-full');
    this.#send({ kind: 'failed', full, message: messageOf(error) });
  }
}
