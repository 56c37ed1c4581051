/** Pictures as plain memory, and the sizes the networks accept. Nothing here touches the DOM, so Node uses it too. */

import { ImpastoError } from './errors';

/** 8-bit RGBA, row by row from the top left: `data.length === width * height * 4`. Alpha is ignored as input. */
export interface RgbaPicture {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  /** Pixels, ≥ 1. */
  readonly width: number;
  /** Pixels, ≥ 1. */
  readonly height: number;
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** A rectangle in source pixels, origin top left. */
export type Rect = Size & { readonly x: number; readonly y: number };

/** The transformer works on whole blocks of this many pixels. */
export const sizeStep = 4;

/** Smallest side, in pixels, that a network runs on. */
export const minSide = 16;

/** Largest side, in pixels, of any picture the networks run on; more would exhaust the memory of most devices. */
export const maxSide = 4096;

/** Long side at most, px, at which artworks are kept and decoded: finer detail has no visible effect on HQ stills. */
export const artworkLongSide = 1024;

/** Long side at most, px, at which the style encoder reads artworks: a panorama must not cost a minute. */
export const styleLongSide = 512;

/**
 * @throws ImpastoError `invalid-argument` unless both sides are whole multiples of `sizeStep` in `minSide`..`maxSide`.
 */
export function checkNetworkSize({ width, height }: Size): void {
  for (const [name, side] of [
    ['width', width],
    ['height', height],
  ] as const) {
    if (!Number.isInteger(side) || side % sizeStep !== 0 || side < minSide || side > maxSide) {
      throw new ImpastoError(
        'invalid-argument',
        `${name} must be a multiple of ${sizeStep} from ${minSide} to ${maxSide} pixels, not ${side}.`,
      );
    }
  }
}

/** Throws unless `picture` holds exactly the bytes that its size asks for. */
export function checkPicture({ data, width, height }: RgbaPicture): void {
  if (!(Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0)) {
    throw new ImpastoError('invalid-argument', `A picture of ${width} × ${height} pixels is impossible.`);
  }
  if (data.length !== width * height * 4) {
    throw new ImpastoError(
      'invalid-argument',
      `A picture of ${width} × ${height} needs ${width * height * 4} bytes of RGBA, not ${data.length}.`,
    );
  }
}

/** The nearest legal side to `side` px: a multiple of `sizeStep` in `minSide`..`maxSide`. */
export function networkSide(side: number): number {
  return Math.min(maxSide, Math.max(minSide, Math.round(side / sizeStep) * sizeStep));
}

/**
 * The legal network size nearest to `size` scaled so that its long side is `longSide` px (never above `maxSide`). The
 * aspect ratio changes by at most what rounding to `sizeStep` and `minSide` asks for.
 */
export function networkSize(size: Size, longSide: number = Math.max(size.width, size.height)): Size {
  const scale = Math.min(longSide, maxSide) / Math.max(size.width, size.height);
  return { width: networkSide(size.width * scale), height: networkSide(size.height * scale) };
}

/** `size` in whole pixels, shrunk when its long side is above `longSide` px; never enlarged. */
export function shrunkSize({ width, height }: Size, longSide: number): Size {
  const scale = Math.min(1, longSide / Math.max(width, height));
  const whole = (side: number): number => Math.max(1, Math.round(side * scale));
  return { width: whole(width), height: whole(height) };
}

/** The shorter side as shares of width and height. @param aspect width by height */
export function shorterSide(aspect: number): { readonly x: number; readonly y: number } {
  return { x: Math.min(1, 1 / aspect), y: Math.min(1, aspect) };
}

/** `size` scaled so that its long side is about `longSide` px, both sides even: what video encoders take. */
export function evenSize({ width, height }: Size, longSide: number): Size {
  const scale = longSide / Math.max(width, height);
  const even = (side: number): number => Math.max(2, Math.round((side * scale) / 2) * 2);
  return { width: even(width), height: even(height) };
}

/** The largest centred rectangle of `source` that has `target`'s aspect ratio: what `object-fit: cover` shows. */
export function coverCrop(source: Size, target: Size): Rect {
  const scale = Math.min(source.width / target.width, source.height / target.height);
  const width = target.width * scale;
  const height = target.height * scale;
  return { x: (source.width - width) / 2, y: (source.height - height) / 2, width, height };
}
