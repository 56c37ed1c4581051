/** Encodes frames through a pipe to ffmpeg. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { required } from '../../shared/assert';
import { ImpastoError } from '../../shared/errors';
import type { RgbaPicture, Size } from '../../shared/picture';
import { complaintOf, ended } from './ffmpeg';

/** H.264 at a constant rate, colours by ITU-R BT.709, as players take them to be. */
export class FrameWriter {
  readonly #child: ChildProcess;
  readonly #finished: Promise<number | null>;
  readonly #complaint: () => string;

  /** @param rate frames a second */
  constructor(path: string, { width, height }: Size, rate: number) {
    this.#child = spawn(
      'ffmpeg',
      [
        ...['-y', '-v', 'error', '-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${width}x${height}`],
        ...['-r', String(rate), '-i', '-', '-vf', 'scale=out_color_matrix=bt709:out_range=tv'],
        ...['-c:v', 'libx264', '-crf', '18', '-bf', '0', '-pix_fmt', 'yuv420p'],
        ...['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', '-color_range', 'tv'],
        ...['-f', 'mp4', path],
      ],
      { stdio: ['pipe', 'ignore', 'pipe'] },
    );
    this.#complaint = complaintOf(this.#child);
    // A broken pipe is told by `write`; unheard, it would end the process.
    this.#child.stdin?.on('error', () => undefined);
    this.#finished = ended(this.#child);
  }

  /** Resolves when the encoder can take the next. @throws ImpastoError `storage` when the encoder gave up. */
  async write({ data }: RgbaPicture): Promise<void> {
    const pipe = required(this.#child.stdin, 'the pipe');
    await new Promise<void>((resolve, reject) => {
      pipe.write(Buffer.from(data.buffer, data.byteOffset, data.byteLength), (error) => {
        if (error) reject(new ImpastoError('storage', `ffmpeg: ${this.#complaint() || error.message}`));
        else resolve();
      });
    });
  }

  async finish(): Promise<void> {
    this.#child.stdin?.end();
    if ((await this.#finished) !== 0) throw new ImpastoError('storage', `ffmpeg: ${this.#complaint()}`);
  }

  /** Idempotent. */
  destroy(): void {
    this.#child.kill();
  }
}
