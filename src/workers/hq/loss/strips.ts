/**
 * A picture in strips of rows, so that what a network keeps of it at once stays bounded. A strip is read with a margin
 * that is wider than the network sees, so that its core's features and gradients are those of the whole picture. Pure.
 */

import type { Size } from '../../../shared/picture';
import type { FloatPicture } from '../picture/float-picture';

/**
 * Rows, px, ends excluded: `from` to `to` are read, `coreFrom` to `coreTo` of them count. All but the last end at
 * multiples of `alignment`.
 */
export interface Strip {
  readonly from: number;
  readonly to: number;
  readonly coreFrom: number;
  readonly coreTo: number;
}

/** Cores begin at multiples of this, px (three poolings), so that a strip's pooling cells are the whole picture's. */
const alignment = 8;
/** px; the receptive field of relu4_1 reaches 30 px beyond its 8×8 cell. */
const margin = 32;
/** Narrower cores would be mostly margin. px */
const smallestCore = 64;
/** A rest below this goes with the strip above: the deepest layer needs two rows. px */
const smallestRest = 2 * alignment;

/** What the narrowest strip has, px in all. */
export function smallestStripPixels({ width, height }: Size): number {
  return width * Math.min(height, smallestCore + 2 * margin);
}

/**
 * @param maxPixels that a strip should have, its margins included; the whole picture is one strip when it has no more.
 */
export function planStrips({ width, height }: Size, maxPixels: number): readonly Strip[] {
  if (width * height <= maxPixels) return [{ from: 0, to: height, coreFrom: 0, coreTo: height }];
  const rows = Math.max(smallestCore, Math.floor(maxPixels / width) - 2 * margin);
  const core = Math.floor(rows / alignment) * alignment;
  const strips: Strip[] = [];
  for (let coreFrom = 0; coreFrom < height;) {
    const coreTo = coreFrom + core + smallestRest > height ? height : coreFrom + core;
    const from = Math.max(0, coreFrom - margin);
    strips.push({ from, to: Math.min(height, coreTo + margin), coreFrom, coreTo });
    coreFrom = coreTo;
  }
  return strips;
}

/** The strip's rows, sharing the picture's memory. */
export function stripOf({ data, width }: FloatPicture, { from, to }: Strip): FloatPicture {
  return { data: data.subarray(from * width * 3, to * width * 3), width, height: to - from };
}

/**
 * The core's rows among a tap's.
 * @param level how often the tap was pooled. @param rows of the strip's tap.
 */
export function coreRows(
  { from, to, coreFrom, coreTo }: Strip,
  level: number,
  rows: number,
): { readonly begin: number; readonly end: number } {
  const scale = 2 ** level;
  // The last strip ends as the picture does, where a pooling may leave a row out.
  return { begin: (coreFrom - from) / scale, end: coreTo === to ? rows : (coreTo - from) / scale };
}
