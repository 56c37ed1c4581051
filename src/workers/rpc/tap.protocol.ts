/**
 * The line on which painted frames leave the engine worker: one `MessagePort`, from the engine to whoever records or
 * converts. Flow is by credit: the engine sends a frame only while it has credit and drops it otherwise, so that a slow
 * receiver never delays the picture.
 */

/** From the engine. The frame is transferred; the receiver closes it. */
export interface TapFrame {
  /**
   * Painted picture; `timestamp` is its source frame's: when it was captured, µs since 1970, or its time in a converted
   * file, µs.
   */
  readonly frame: VideoFrame;
  /** Frames dropped so far for want of credit. */
  readonly dropped: number;
}

/** To the engine: it may send this many frames more. */
export interface TapCredit {
  readonly credit: number;
}

/** Lets the engine send `frames` frames more. */
export function credit(port: MessagePort, frames: number): void {
  const message: TapCredit = { credit: frames };
  port.postMessage(message);
}

/** Now, in µs since 1970, on the monotonic clock that window and workers share (High Resolution Time, section 7). */
export function clockUs(): number {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}
