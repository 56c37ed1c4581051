/** Pictures from and to disk, through sharp. */

import { readdir, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';
import sharp from 'sharp';
import type { Sharp } from 'sharp';
import { ImpastoError, messageOf } from '../shared/errors';
import { fillTransparent } from '../shared/pictures/fill-transparent';
import { shrunkSize } from '../shared/picture';
import type { RgbaPicture, Size } from '../shared/picture';
import { lumaWeights } from '../workers/networks/pixels/render-options';
import type { StyleMask } from '../workers/networks/types';

/** What a folder's pictures end in. */
export const pictureExtensions = /\.(jpe?g|png|webp|avif|gif|tiff?|hei[cf])$/i;

/** The pictures at `path`: itself, or a folder's pictures by name. @throws ImpastoError `invalid-argument`. */
export async function listPictures(option: string, path: string): Promise<string[]> {
  let folder: boolean;
  try {
    folder = (await stat(path)).isDirectory();
  } catch (cause) {
    throw new ImpastoError('invalid-argument', `--${option}: there is no ${path}.`, { cause });
  }
  if (!folder) return [path];
  const names = (await readdir(path)).filter((name) => pictureExtensions.test(name)).sort();
  if (names.length === 0) throw new ImpastoError('invalid-argument', `--${option}: no pictures in ${path}.`);
  return names.map((name) => join(path, name));
}

/** Makes sure that `path` is a file. @throws ImpastoError `invalid-argument`. */
export async function onePicture(option: string, path: string): Promise<void> {
  await listPictures(option, path);
  if (await isFolder(path))
    throw new ImpastoError('invalid-argument', `--${option} must be one picture, not the folder ${path}.`);
}

/** True when there is a folder at `path`. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** File name without folder and extension. */
export function stem(path: string): string {
  return parse(path).name;
}

/**
 * Decodes a picture, upright. `choose` is given its size, px, and returns the size to scale it to. Transparency becomes
 * white.
 * @throws ImpastoError `unreadable-picture`; what `choose` throws passes through.
 */
export async function readPicture(
  path: string,
  choose: (own: Size) => Size,
): Promise<RgbaPicture & { own: Size }> {
  return decode(path, choose, (picture) => picture.flatten({ background: '#fff' }));
}

/**
 * An artwork, as `readPicture`; where it is transparent, mirrored parts of what is opaque stand in. @throws as
 * `readPicture`.
 */
export async function readArtwork(path: string, choose: (own: Size) => Size): Promise<RgbaPicture> {
  return fillTransparent(await decode(path, choose, (picture) => picture));
}

/** Longer masks are made smaller, px: the networks see them at half the picture's size at most. */
const maskLongSide = 1024;

/** A picture's luma as the second style's share; what is transparent is black. @throws as `readPicture`. */
export async function readMask(path: string): Promise<StyleMask> {
  const { data, width, height } = await decode(
    path,
    (own) => shrunkSize(own, maskLongSide),
    (picture) => picture.flatten({ background: '#000' }),
  );
  const luma = (i: number): number =>
    lumaWeights.reduce((sum, weight, c) => sum + weight * Number(data[i * 4 + c]), 0);
  return { data: Uint8Array.from({ length: width * height }, (_, i) => Math.round(luma(i))), width, height };
}

async function decode(
  path: string,
  choose: (own: Size) => Size,
  onGround: (picture: Sharp) => Sharp,
): Promise<RgbaPicture & { own: Size }> {
  let own: Size;
  try {
    const { autoOrient } = await sharp(path).metadata();
    own = autoOrient;
  } catch (cause) {
    throw unreadable(path, cause);
  }
  const { width, height } = choose(own);
  try {
    return { ...(await pixelsOf(onGround(sharp(path).autoOrient()), { width, height })), own };
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

/** The picture in sRGB, scaled to `size`. @throws what sharp throws */
export async function pixelsOf(picture: Sharp, { width, height }: Size): Promise<RgbaPicture> {
  const data = await picture
    .toColourspace('srgb')
    .resize(width, height, { fit: 'fill' })
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer();
  return { data: new Uint8ClampedArray(data), width, height };
}

function unreadable(path: string, cause: unknown): ImpastoError {
  if (/\.hei[cf]$/i.test(path)) {
    const message = `${path} cannot be read: HEIC photos cannot be decoded here. Save it as JPEG first (any photo app exports one).`;
    return new ImpastoError('unreadable-picture', message, { cause });
  }
  const why = messageOf(cause).split('\n', 1).join('');
  return new ImpastoError('unreadable-picture', `${path} cannot be read as a picture: ${why}`, { cause });
}

/** Encodes by the extension of `path`, scaled to `size` px. @param xmp goes into it. @throws ImpastoError `storage`. */
export async function writePicture(
  path: string,
  picture: RgbaPicture,
  size: Size,
  xmp?: string,
): Promise<void> {
  const { data, width, height } = picture;
  try {
    const file = sharp(data, { raw: { width, height, channels: 4 } })
      .removeAlpha()
      .resize(size.width, size.height, { fit: 'fill' });
    await (xmp === undefined ? file : file.withXmp(xmp)).toFile(path);
  } catch (cause) {
    throw new ImpastoError(
      'storage',
      `${path} cannot be written: ${messageOf(cause).split('\n', 1).join('')}`,
      { cause },
    );
  }
}
