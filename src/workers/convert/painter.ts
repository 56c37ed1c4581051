/**
 * Has frames painted by an engine elsewhere: sends one out, waits for it on the tap. One at a time; decoding and encoding
 * go on meanwhile. Owns the tap's port and frames that nobody waits for.
 */
import { ImpastoError } from '../../shared/errors';
import { credit } from '../rpc/tap.protocol';
import type { TapFrame } from '../rpc/tap.protocol';

interface Waiting {
  readonly number: number;
  readonly resolve: (frame: VideoFrame) => void;
  readonly reject: (error: Error) => void;
}

export class Painter {
  readonly #ask: (frame: VideoFrame, time: number) => void;
  #port: MessagePort | null = null;
  #waiting: Waiting | null = null;
  #painted = 0;
  #lastNumber = -1;

  /** @param ask hands a frame (its timestamp tells it from all others) to the window, which closes it */
  constructor(ask: (frame: VideoFrame, time: number) => void) {
    this.#ask = ask;
  }

  /** Frames painted so far. */
  get painted(): number {
    return this.#painted;
  }

  /** @param port of a tap that was opened with credit: no frame may be dropped, and there is one under way at most */
  attach(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<TapFrame>) => {
      credit(port, 1);
      const waiting = this.#waiting;
      // A frame that was painted twice, because the engine was lost in between, is wanted once.
      if (waiting?.number !== data.frame.timestamp) {
        data.frame.close();
        return;
      }
      this.#waiting = null;
      this.#painted += 1;
      waiting.resolve(data.frame);
    };
  }

  /**
   * @param frame closed here
   * @param time in the part, s
   * @returns the painted frame; the caller closes it.
   */
  async paint(frame: VideoFrame, time: number): Promise<VideoFrame> {
    // By its own time, µs, which streaming statistics go by; no two frames have the same.
    const number = Math.max(Math.round(time * 1e6), this.#lastNumber + 1);
    this.#lastNumber = number;
    const numbered = new VideoFrame(frame, { timestamp: number });
    frame.close();
    const painted = new Promise<VideoFrame>((resolve, reject) => {
      this.#waiting = { number, resolve, reject };
    });
    this.#ask(numbered, time);
    return painted;
  }

  refuse(message: string): void {
    this.#waiting?.reject(new ImpastoError('engine-failed', message));
    this.#waiting = null;
  }

  destroy(): void {
    this.#port?.close();
    this.#port = null;
  }
}
