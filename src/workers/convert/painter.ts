/**
 * Has frames painted by an engine elsewhere: sends one out, waits for it on the tap. One at a time; decoding and encoding
 * go on meanwhile. Owns the tap's port and frames that nobody waits for.
 */
import { ImpastoError } from '../../shared/errors';
import type { TapCredit, TapFrame } from '../tap.protocol';

/** The engine may always send: there is never more than one frame under way, so nothing is dropped. */
const credit = 4;

type Waiting = {
  readonly number: number;
  readonly resolve: (frame: VideoFrame) => void;
  readonly reject: (error: Error) => void;
};

export class Painter {
  readonly #ask: (frame: VideoFrame, time: number) => void;
  #port: MessagePort | null = null;
  #waiting: Waiting | null = null;
  #painted = 0;

  /** @param ask hands a frame (its timestamp is its number) to the window, which closes it */
  constructor(ask: (frame: VideoFrame, time: number) => void) {
    this.#ask = ask;
  }

  /** Frames painted so far. */
  get painted(): number {
    return this.#painted;
  }

  attach(port: MessagePort): void {
    this.#port?.close();
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<TapFrame>) => {
      send(port, 1);
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
    send(port, credit);
  }

  /**
   * @param frame closed here
   * @param time in the part, s
   * @returns the painted frame; the caller closes it.
   */
  async paint(frame: VideoFrame, time: number): Promise<VideoFrame> {
    const number = this.#painted;
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

function send(port: MessagePort, frames: number): void {
  const message: TapCredit = { credit: frames };
  port.postMessage(message);
}
