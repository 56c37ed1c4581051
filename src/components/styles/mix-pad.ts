/** The mixing pad's geometry: up to four styles on the corners of a unit square, and a puck that shares them out. Pure. */
import type { MixPart } from '../../pipeline/api/styles-api';

/** Style ids at the corners: top left, top right, bottom left, bottom right; null is empty. */
export type Corners = readonly [string | null, string | null, string | null, string | null];

/** 0..1 from the left (in reading direction) and from the top. */
export interface Puck {
  readonly x: number;
  readonly y: number;
}

/**
 * Shares of the corners' styles by bilinear weights, in the corners' order; empty corners' shares go to the others in
 * proportion. Empty when only empty corners have a share.
 */
export function sharesAt(corners: Corners, { x, y }: Puck): readonly MixPart[] {
  const weights = [(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y];
  const parts = corners.flatMap((id, index) => (id === null ? [] : [{ id, weight: weights[index] ?? 0 }]));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return total > 0 ? parts.map(({ id, weight }) => ({ id, weight: weight / total })) : [];
}

/** Where the puck lies for these shares; exact for what `sharesAt` gave of four corners, or of two on one edge. */
export function puckAt(corners: Corners, mix: readonly MixPart[]): Puck {
  const total = mix.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const share = (index: number): number => {
    const part = mix.find(({ id }) => id === corners[index]);
    return (part?.weight ?? 0) / total;
  };
  return { x: share(1) + share(3), y: share(2) + share(3) };
}

/** Corners to begin with: the mix on screen, then styles that follow the chosen one. */
export function cornersFor(
  mix: readonly MixPart[],
  chosen: string,
  styles: readonly { readonly id: string }[],
): Corners {
  if (mix.length > 1) return [0, 1, 2, 3].map((index) => mix[index]?.id ?? null) as unknown as Corners;
  const at = styles.findIndex(({ id }) => id === chosen);
  const next = (step: number): string | null => {
    const style = styles[(at + step) % Math.max(1, styles.length)];
    return style && style.id !== chosen && step < styles.length ? style.id : null;
  };
  return [chosen, next(1), next(2), next(3)];
}
