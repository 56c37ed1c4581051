/** What callers may hand in as a picture or a frame, and how it becomes what the engine worker takes. */

import { decodePicture } from '../pipeline/sources/decode-picture';
import { grabFrame } from '../pipeline/sources/video-frames';
import { throwIfAborted } from '../shared/async/abort';
import { ImpastoError, messageOf } from '../shared/errors';
import { checkPicture } from '../shared/picture';
import type { Size } from '../shared/picture';
import { clockUs } from '../workers/rpc/tap.protocol';
import type { FrameSource, PictureSource } from '../workers/networks/types';

/**
 * One frame to paint. A `VideoFrame` or `ImageBitmap` is taken over: it is transferred to the worker and closed there.
 * Everything else stays the caller's.
 */
export type FrameInput =
  VideoFrame | ImageBitmap | HTMLVideoElement | HTMLImageElement | HTMLCanvasElement | OffscreenCanvas;

/** A picture to paint or to read a style from: a frame, pixels, or an encoded file (JPEG, PNG, WebP …; not SVG). */
export type PictureInput = FrameInput | ImageData | Blob;

/** Long side to which files are shrunk when they are decoded, px. */
const maxFileSide = 4096;

/** @returns null while a video has no frame yet. @throws ImpastoError `unreadable-picture`; AbortError. */
export async function frameOf(input: FrameInput, signal?: AbortSignal): Promise<FrameSource | null> {
  if (isFrame(input)) return input;
  if ('videoWidth' in input) return grabFrame(input, clockUs());
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(input);
  } catch (cause) {
    throw new ImpastoError('unreadable-picture', `The picture has no pixels to read: ${messageOf(cause)}`, {
      cause,
    });
  }
  if (signal?.aborted === true) bitmap.close();
  throwIfAborted(signal);
  return bitmap;
}

/** @throws ImpastoError `unreadable-picture`, `invalid-argument`; AbortError. */
export async function pictureOf(input: PictureInput, signal?: AbortSignal): Promise<PictureSource> {
  if (input instanceof Blob) return decodePicture(input, maxFileSide, signal);
  if (input instanceof ImageData) {
    const { width, height } = input;
    const picture = { data: new Uint8ClampedArray(input.data), width, height };
    checkPicture(picture);
    return picture;
  }
  const frame = await frameOf(input, signal);
  if (!frame)
    throw new ImpastoError('unreadable-picture', 'The video has no frame yet: wait for "loadeddata".');
  return frame;
}

/** Size as it is shown, px: a video frame's pixels may be oblong. */
export function sizeOf(source: PictureSource): Size {
  if ('displayWidth' in source) return { width: source.displayWidth, height: source.displayHeight };
  return { width: source.width, height: source.height };
}

/** Frees what was taken over and cannot be used after all. */
export function closePicture(source: PictureSource): void {
  if (!('data' in source)) source.close();
}

function isFrame(input: FrameInput): input is FrameSource {
  return input instanceof ImageBitmap || (typeof VideoFrame !== 'undefined' && input instanceof VideoFrame);
}
