/**
 * Video files on disk: frames in and out through ffmpeg's pipes, containers through mediabunny, which keeps each frame's
 * own time and copies the sound's packets as they are. Node has no decoder of its own, so ffmpeg must be installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  ALL_FORMATS,
  EncodedAudioPacketSource,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  FilePathTarget,
  Input,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import type { EncodedPacket, InputTrack } from 'mediabunny';
import { required } from '../shared/assert';
import { ImpastoError, messageOf } from '../shared/errors';
import type { RgbaPicture, Size } from '../shared/picture';

/** The painted frames' rate while they are encoded; their own times are put back afterwards. */
const pipeRate = 30;

export function isVideoFile(path: string): boolean {
  return /\.(mp4|m4v|mov|webm|mkv|avi|ts)$/i.test(path);
}

/** @throws ImpastoError `unsupported` saying how to get ffmpeg. */
export function requireFfmpeg(): void {
  if (spawnSync('ffmpeg', ['-version']).status === 0) return;
  throw new ImpastoError(
    'unsupported',
    'Videos need ffmpeg, which is not installed: install it (Debian: “sudo apt-get install ffmpeg”), or use the app.',
  );
}

export interface VideoFile {
  /** As shown, after rotation, px. */
  readonly own: Size;
  /** When each frame is shown, s from the first, in order. */
  readonly times: readonly number[];
  /** s */
  readonly duration: number;
}

/** @throws ImpastoError `unreadable-video`. */
export async function readVideoFile(path: string): Promise<VideoFile> {
  const input = new Input({ source: new FilePathSource(path), formats: ALL_FORMATS });
  try {
    const video = await input.getPrimaryVideoTrack();
    if (!video) throw new Error('it holds no picture');
    const times: number[] = [];
    const packets = new EncodedPacketSink(video).packets(undefined, undefined, { metadataOnly: true });
    for await (const { timestamp } of packets) times.push(timestamp);
    times.sort((a, b) => a - b);
    return {
      own: { width: await video.getDisplayWidth(), height: await video.getDisplayHeight() },
      times,
      duration: await video.computeDuration(),
    };
  } catch (cause) {
    throw new ImpastoError('unreadable-video', `${path} cannot be read as a video: ${messageOf(cause)}`, {
      cause,
    });
  } finally {
    input.dispose();
  }
}

/** Exit code of a process; 0 is good. */
async function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
}

/** The frames in order, upright, scaled to `size`. @param at one frame near this time, s, instead of all */
export async function* readFrames(path: string, size: Size, at?: number): AsyncGenerator<RgbaPicture> {
  const { width, height } = size;
  const seek = at === undefined ? [] : ['-ss', String(at)];
  const one = at === undefined ? [] : ['-frames:v', '1'];
  const child = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', ...seek, '-i', path, '-map', '0:v:0', ...one, '-fps_mode', 'passthrough'],
      ...['-vf', `scale=${width}:${height}`, '-pix_fmt', 'rgba', '-f', 'rawvideo', '-'],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => (complaint = text.toString()));
  const finished = ended(child);
  const length = width * height * 4;
  let pending: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
      pending.push(chunk);
      bytes += chunk.length;
      if (bytes < length) continue;
      const all = Buffer.concat(pending);
      let from = 0;
      for (; from + length <= all.length; from += length) {
        yield { data: new Uint8ClampedArray(all.subarray(from, from + length)), width, height };
      }
      pending = [all.subarray(from)];
      bytes = all.length - from;
    }
    if ((await finished) !== 0) throw new ImpastoError('unreadable-video', `${path}: ${complaint.trim()}`);
  } finally {
    child.kill();
  }
}

/** Encodes frames to H.264 at a constant rate. */
export class FrameWriter {
  readonly #child: ChildProcess;
  readonly #finished: Promise<number | null>;
  #complaint = '';

  /** @param rate frames a second */
  constructor(path: string, { width, height }: Size, rate = pipeRate) {
    this.#child = spawn(
      'ffmpeg',
      [
        ...['-y', '-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`],
        ...['-r', String(rate), '-i', '-', '-c:v', 'libx264', '-crf', '18', '-bf', '0'],
        ...['-pix_fmt', 'yuv420p', '-f', 'mp4', path],
      ],
      { stdio: ['pipe', 'ignore', 'pipe'] },
    );
    this.#child.stderr?.on('data', (text: Buffer) => (this.#complaint = text.toString()));
    // A broken pipe is told by `write`; unheard, it would end the process.
    this.#child.stdin?.on('error', () => undefined);
    this.#finished = ended(this.#child);
  }

  /** Resolves when the encoder can take the next. @throws ImpastoError `storage` when the encoder gave up. */
  async write({ data }: RgbaPicture): Promise<void> {
    const pipe = required(this.#child.stdin, 'the pipe');
    await new Promise<void>((resolve, reject) => {
      pipe.write(Buffer.from(data.buffer, data.byteOffset, data.byteLength), (error) => {
        if (error) reject(new ImpastoError('storage', `ffmpeg: ${this.#complaint.trim() || error.message}`));
        else resolve();
      });
    });
  }

  async finish(): Promise<void> {
    this.#child.stdin?.end();
    if ((await this.#finished) !== 0) throw new ImpastoError('storage', `ffmpeg: ${this.#complaint.trim()}`);
  }

  /** Idempotent. */
  destroy(): void {
    this.#child.kill();
  }
}

async function packetsOf(track: InputTrack): Promise<EncodedPacket[]> {
  const packets: EncodedPacket[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) packets.push(packet);
  return packets;
}

/**
 * Puts painted frames (at a constant rate, in `painted`), their own times and the sound of `original` into one MP4 with
 * its index in front.
 * @returns false when the sound could not be copied, because MP4 takes no such codec.
 */
export async function joinFiles(
  painted: string,
  original: string,
  { times, duration }: VideoFile,
  out: string,
): Promise<boolean> {
  const pictures = new Input({ source: new FilePathSource(painted), formats: ALL_FORMATS });
  const sounds = new Input({ source: new FilePathSource(original), formats: ALL_FORMATS });
  try {
    const video = required(await pictures.getPrimaryVideoTrack(), 'the painted picture');
    const audio = await sounds.getPrimaryAudioTrack();
    const format = new Mp4OutputFormat({ fastStart: 'in-memory' });
    const audioCodec = (await audio?.getCodec()) ?? null;
    const copied = audioCodec !== null && format.getSupportedAudioCodecs().includes(audioCodec);
    const output = new Output({ format, target: new FilePathTarget(out) });
    const videoSource = new EncodedVideoPacketSource('avc');
    output.addVideoTrack(videoSource);
    const audioSource = copied ? new EncodedAudioPacketSource(audioCodec) : null;
    if (audioSource) output.addAudioTrack(audioSource);
    await output.start();
    const videoConfig = required(await video.getDecoderConfig(), 'the decoder configuration');
    for (const packet of await packetsOf(video)) {
      const index = Math.round(packet.timestamp * pipeRate);
      const time = times[index];
      if (time === undefined) continue;
      const end = times[index + 1] ?? Math.max(duration, time + 1 / pipeRate);
      const timed = packet.clone({ timestamp: time, duration: end - time });
      await videoSource.add(timed, { decoderConfig: videoConfig });
    }
    const audioConfig = await audio?.getDecoderConfig();
    if (audio && audioSource) {
      for (const packet of await packetsOf(audio)) {
        if (packet.timestamp >= 0)
          await audioSource.add(packet, audioConfig ? { decoderConfig: audioConfig } : undefined);
      }
    }
    await output.finalize();
    return copied || audio === null;
  } finally {
    pictures.dispose();
    sounds.dispose();
  }
}
