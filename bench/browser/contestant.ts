/** What is raced: an engine with its network on a backend, behind one interface. */
import type { GpuCounts } from '../../src/workers/engine/gpu/gpu-meter';
import type { Contest } from '../lib/report';

export interface Contestant extends Contest {
  /**
   * Starts it for square pictures.
   * @param side px
   * @throws when it cannot run here; the message says why.
   */
  open(side: number, signal?: AbortSignal): Promise<Running>;
}

/** A started contestant; whoever opened it calls `close`. */
export interface Running {
  /** Name of the processor, where it is known. */
  readonly adapter?: string;
  /** Multiply-accumulates of one frame. */
  readonly macs: number;
  /**
   * Gets a frame ready, untimed. The returned function is timed: it styles the frame, shows it (or reads it back, where
   * that is how it is shown) and resolves when the processor has done so.
   */
  prepare(picture: ImageData, timestamp: number): Promise<() => Promise<void>>;
  /** What was asked of the GPU so far. */
  counts(): Promise<GpuCounts>;
  /** Idempotent. */
  close(): void;
}

/** A frame as the camera gives it, where the browser has VideoFrame. @param timestamp µs */
export async function cameraFrame(picture: ImageData, timestamp: number): Promise<VideoFrame | ImageBitmap> {
  const bitmap = await createImageBitmap(picture);
  if (!('VideoFrame' in globalThis)) return bitmap;
  try {
    return new VideoFrame(bitmap, { timestamp });
  } finally {
    bitmap.close();
  }
}
