/** The sizes of a coarse-to-fine run and what each costs. Pure. */

import type { Size } from '../../../shared/picture';
import type { HqSettings } from '../settings';

/** One scale: its size in px, and how many iterations it gets. */
export type Scale = Size & { readonly iterations: number };

/** `size` with its long side at `longSide` px, neither side below `minSide`. */
export function fitLongSide(size: Size, longSide: number, minSide: number): Size {
  const factor = longSide / Math.max(size.width, size.height);
  const side = (px: number): number => Math.max(minSide, Math.round(px * factor));
  return { width: side(size.width), height: side(size.height) };
}

/**
 * The scales from the coarsest to the finest, a factor of √2 apart.
 * @param minSide what the network needs, px.
 */
export function planScales(
  content: Size,
  settings: Pick<HqSettings, 'longSide' | 'coarsestSide' | 'firstIterations' | 'iterations'>,
  minSide: number,
): Scale[] {
  const { longSide, coarsestSide } = settings;
  const steps = Math.max(0, Math.round(2 * Math.log2(longSide / coarsestSide)));
  return Array.from({ length: steps + 1 }, (_, i) => ({
    ...fitLongSide(content, longSide / Math.SQRT2 ** (steps - i), minSide),
    iterations: i === 0 ? settings.firstIterations : settings.iterations,
  }));
}

/** Pixels times iterations: what a scale costs, up to a factor of the machine. */
export function costOf({ width, height }: Size, iterations: number): number {
  return width * height * iterations;
}

/** The size a style is compared at: as many pixels as the content, times `styleScale` per side. */
export function styleSizeAt(style: Size, content: Size, styleScale: number, minSide: number): Size {
  const factor = styleScale * Math.sqrt((content.width * content.height) / (style.width * style.height));
  const side = (px: number): number => Math.max(minSide, Math.round(px * factor));
  return { width: side(style.width), height: side(style.height) };
}
