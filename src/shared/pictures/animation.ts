/**
 * Pictures that move (GIF, animated WebP, APNG, AVIF sequences) frame by frame, through the browser's own decoder
 * (WebCodecs, section 10: ImageDecoder). Frames are whole, whatever part of each one the file holds; they may be
 * transparent (`drawOnWhite`). Owns the decoder; `close()` frees it.
 */
import { abortError } from '../async/abort';
import { context2d } from './context-2d';

/** Browsers show a frame that asks for 10 ms or less for this long, s. */
const hasty = 0.1;

export interface AnimationFrame {
  /** Closed by the receiver. */
  readonly frame: VideoFrame;
  /** How long it is shown, s. */
  readonly length: number;
}

/** A moving picture's frame with its time. */
export type TimedFrame = AnimationFrame & {
  /** s */
  readonly time: number;
};

export class Animation {
  readonly #decoder: ImageDecoder;
  readonly #count: number;

  private constructor(decoder: ImageDecoder, count: number) {
    this.#decoder = decoder;
    this.#count = count;
  }

  /** Whether this browser has a decoder for pictures of this kind. */
  static async isSupported(file: Blob): Promise<boolean> {
    return typeof ImageDecoder !== 'undefined' && ImageDecoder.isTypeSupported(typeOf(file));
  }

  /**
   * @returns null when the file has one picture only, is none, or this browser has no decoder for its kind.
   * @throws AbortError
   */
  static async open(file: Blob, signal?: AbortSignal): Promise<Animation | null> {
    if (!(await Animation.isSupported(file))) return null;
    const decoder = new ImageDecoder({ data: await file.arrayBuffer(), type: typeOf(file) });
    try {
      await decoder.tracks.ready;
      if (signal?.aborted === true) throw abortError(signal);
      const { selectedTrack } = decoder.tracks;
      if (selectedTrack && selectedTrack.animated && selectedTrack.frameCount > 1)
        return new Animation(decoder, selectedTrack.frameCount);
    } catch (error) {
      decoder.close();
      if (signal?.aborted === true) throw error;
      return null;
    }
    decoder.close();
    return null;
  }

  /** Frames in the file; the last ones may be missing from it. */
  get count(): number {
    return this.#count;
  }

  /** @param index 0..count−1 @throws DOMException when the file is damaged or cut off there. */
  async frame(index: number): Promise<AnimationFrame> {
    const { image } = await this.#decoder.decode({ frameIndex: index, completeFramesOnly: true });
    const own = (image.duration ?? 0) / 1e6;
    return { frame: image, length: own > 0.01 ? own : hasty };
  }

  /** All frames from first to last, or to where the file is damaged. */
  async *frames(): AsyncGenerator<TimedFrame, void> {
    let time = 0;
    for (let index = 0; index < this.#count; index++) {
      const next = await this.frame(index).catch(() => null);
      if (!next) return;
      yield { ...next, time };
      time += next.length;
    }
  }

  /** Idempotent. */
  close(): void {
    this.#decoder.close();
  }
}

/** As decoders know it: an animated PNG is a PNG. */
function typeOf({ type }: Blob): string {
  return type === 'image/apng' ? 'image/png' : type;
}

/** Draws a frame over all of a canvas, on white, and closes it. @throws ImpastoError `unsupported` */
export function drawOnWhite(frame: VideoFrame, canvas: HTMLCanvasElement | OffscreenCanvas): void {
  try {
    const { width, height } = canvas;
    const context = context2d(canvas, { alpha: false });
    context.imageSmoothingQuality = 'high';
    context.fillStyle = 'white';
    context.fillRect(0, 0, width, height);
    context.drawImage(frame, 0, 0, width, height);
  } finally {
    frame.close();
  }
}
