/**
 * Picture files to bitmaps, safely: raster formats only (SVG can carry scripts and fetch), size-limited before and
 * after decoding. The caller closes the bitmap.
 */
import { context2d } from '../../shared/pictures/context-2d';
import { abortError } from '../../shared/async/abort';
import { ImpastoError, messageOf } from '../../shared/errors';
import { shrunkSize } from '../../shared/picture';

/** Largest file that is read, bytes. */
export const maxPictureBytes = 64 * 1024 * 1024;
/** Largest picture that is decoded, px in all. */
const maxPixels = 100_000_000;

/** What stands where a picture is transparent: white, or mirrored parts of what is seen (for artworks). */
export type Ground = 'white' | 'mirrored';

/**
 * Decodes a picture, upright (EXIF orientation applied) and opaque, and shrinks it when its long side exceeds `maxSidePx`.
 * @throws ImpastoError `unreadable-picture` (not a picture, damaged, too large), `unreadable-heic`; AbortError.
 */
export async function decodePicture(
  file: Blob,
  maxSidePx: number,
  signal?: AbortSignal,
  ground: Ground = 'white',
): Promise<ImageBitmap> {
  if (file.size > maxPictureBytes) {
    throw new ImpastoError('unreadable-picture', 'The file is larger than 64 MB.');
  }
  if (/svg/i.test(file.type)) {
    throw new ImpastoError('unreadable-picture', 'SVG drawings are not supported; save it as PNG or JPEG.');
  }
  let full: ImageBitmap;
  try {
    full = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch (error) {
    const { isHeic } = await import('../../shared/pictures/heic');
    if (await isHeic(file)) {
      const advice = 'This browser cannot decode HEIC photos; save it as JPEG.';
      throw new ImpastoError('unreadable-heic', advice, { cause: error });
    }
    throw new ImpastoError('unreadable-picture', messageOf(error), { cause: error });
  }
  try {
    signal?.throwIfAborted();
    if (full.width * full.height > maxPixels) {
      throw new ImpastoError('unreadable-picture', 'The picture has more than 100 megapixels.');
    }
    const { width, height } = shrunkSize(full, maxSidePx);
    const fitted = await createImageBitmap(full, {
      resizeWidth: width,
      resizeHeight: height,
      resizeQuality: 'high',
    });
    const opaque = file.type === 'image/jpeg' ? fitted : await onGround(fitted, ground);
    if (signal?.aborted === true) {
      opaque.close();
      throw abortError(signal);
    }
    return opaque;
  } finally {
    full.close();
  }
}

/** The bitmap without transparency; closes the one given. */
async function onGround(bitmap: ImageBitmap, ground: Ground): Promise<ImageBitmap> {
  const { width, height } = bitmap;
  try {
    const canvas = new OffscreenCanvas(width, height);
    const context = context2d(canvas, { willReadFrequently: ground === 'mirrored' });
    if (ground === 'white') {
      context.fillStyle = 'white';
      context.fillRect(0, 0, width, height);
    }
    context.drawImage(bitmap, 0, 0);
    if (ground === 'mirrored') {
      const pixels = context.getImageData(0, 0, width, height);
      const { fillTransparent } = await import('../../shared/pictures/fill-transparent');
      const { data } = fillTransparent(pixels);
      if (data !== pixels.data) context.putImageData(new ImageData(data, width, height), 0, 0);
    }
    return canvas.transferToImageBitmap();
  } finally {
    bitmap.close();
  }
}

/** Encodes a bitmap. @param type MIME type the browser can encode @param quality 0..1, ignored for PNG */
export async function encodeBitmap(bitmap: ImageBitmap, type: string, quality?: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = context2d(canvas);
  context.drawImage(bitmap, 0, 0);
  return canvas.convertToBlob(quality === undefined ? { type } : { type, quality });
}

/** Encodes a frame as JPEG, and closes it. */
export async function encodeFrame(frame: VideoFrame | ImageBitmap): Promise<Blob> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(frame);
  } finally {
    frame.close();
  }
  try {
    return await encodeBitmap(bitmap, 'image/jpeg', 0.92);
  } finally {
    bitmap.close();
  }
}
