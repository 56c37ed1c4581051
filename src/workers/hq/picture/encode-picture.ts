/** A picture as a file, by the browser's own encoders, with its settings in the file's metadata. */

import { context2d } from '../../../shared/pictures/context-2d';
import { ImpastoError } from '../../../shared/errors';
import type { RgbaPicture } from '../../../shared/picture';
import type { FileNote, FileType } from '../hq.protocol';
import { fileTypes } from '../hq.protocol';
import { withMetadata } from './picture-metadata';

/** @param quality 0..1; PNG has none. @throws ImpastoError `unsupported`, `storage`. */
export async function encodePicture(
  { data, width, height }: RgbaPicture,
  type: FileType,
  quality: number,
  note: FileNote,
): Promise<{ bytes: ArrayBuffer; type: FileType }> {
  const canvas = new OffscreenCanvas(width, height);
  const context = context2d(canvas, { alpha: false });
  context.putImageData(new ImageData(data, width, height), 0, 0);
  let blob: Blob;
  try {
    blob = await canvas.convertToBlob({ type, quality });
  } catch (cause) {
    throw new ImpastoError('storage', 'The picture is too large for this browser to save.', { cause });
  }
  // Browsers without an encoder for `type` give a PNG.
  const actual = fileTypes.find((known) => known === blob.type) ?? 'image/png';
  return { bytes: withMetadata(await blob.arrayBuffer(), actual, note), type: actual };
}
