/**
 * Copies painted frames off the engine's canvas for a recorder. Owns its end of the port and no frame: each is
 * transferred at once. One tap at a time; a new one replaces the old.
 */
import { clockUs } from '../../rpc/tap.protocol';
import type { TapCredit, TapFrame } from '../../rpc/tap.protocol';
import type { FrameSource } from '../../networks/types';

export class FrameTap {
  readonly #port: MessagePort;
  #credit: number;
  #dropped = 0;

  /** @param credit frames that may be sent before the port brings more */
  constructor(port: MessagePort, credit: number) {
    this.#port = port;
    this.#credit = credit;
    port.onmessage = ({ data }: MessageEvent<TapCredit>) => {
      this.#credit += data.credit;
    };
  }

  /**
   * Takes what `canvas` shows. Call it in the task that drew: a WebGPU canvas is empty after that.
   * @param timestamp capture time of the source frame, µs since 1970
   */
  capture(canvas: OffscreenCanvas, timestamp: number): void {
    if (this.#credit <= 0) {
      this.#dropped += 1;
      return;
    }
    this.#credit -= 1;
    const frame = new VideoFrame(canvas, { timestamp, alpha: 'discard' });
    const message: TapFrame = { frame, dropped: this.#dropped };
    this.#port.postMessage(message, [frame]);
  }

  close(): void {
    this.#port.close();
  }
}

/** Capture time of a frame, µs since 1970: its own timestamp, or now for pictures, which have none. */
export function capturedAt(frame: FrameSource): number {
  return 'timestamp' in frame ? frame.timestamp : clockUs();
}
