/** Masks of two styles that are drawn by rule: a straight wash and a round one. Pure. */
import { smoothstep } from '../../../shared/keyframes';
import type { StyleMask } from '../types';

/** A place as shares of width and height, 0..1 from the top left; it may lie outside. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** Width and height of the masks, px: finer than any feather. */
const side = 256;

/** The second style rises along the line from `from`, where it begins, to `to`, where it is alone. They must differ. */
export function linearMask(from: Place, to: Place): StyleMask {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  return drawn(({ x, y }) => ((x - from.x) * dx + (y - from.y) * dy) / length);
}

/**
 * The first style around `centre`, the second from `outer` on.
 * @param inner, outer distances as shares of half the width and height, `inner` < `outer`: round in a square
 */
export function radialMask(centre: Place, inner: number, outer: number): StyleMask {
  return drawn(({ x, y }) => (2 * Math.hypot(x - centre.x, y - centre.y) - inner) / (outer - inner));
}

/** @param share of the second style; what is below 0 or above 1 is cut off, and the rest eased in and out */
function drawn(share: (place: Place) => number): StyleMask {
  const data = Uint8Array.from({ length: side * side }, (_, i) => {
    const place = { x: ((i % side) + 0.5) / side, y: (Math.floor(i / side) + 0.5) / side };
    return Math.round(255 * smoothstep(Math.min(1, Math.max(0, share(place)))));
  });
  return { data, width: side, height: side };
}
