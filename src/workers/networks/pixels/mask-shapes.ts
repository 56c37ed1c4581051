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

/** One share of the width and of the height that are equally long: in a square picture both are 1. */
type Unit = Place;
const square: Unit = { x: 1, y: 1 };

/**
 * The second style rises along the line from `from`, where it begins, to `to`, where it is alone. They must differ.
 * @param unit makes what is equally far along equally strong in a picture that is not square
 */
export function linearMask(from: Place, to: Place, unit = square): StyleMask {
  const [dx, dy] = [(to.x - from.x) / unit.x, (to.y - from.y) / unit.y];
  const length = dx * dx + dy * dy;
  return drawn(({ x, y }) => (((x - from.x) / unit.x) * dx + ((y - from.y) / unit.y) * dy) / length);
}

/**
 * The first style around `centre`, the second from `outer` on.
 * @param inner, outer distances as shares of half a unit, `inner` < `outer`
 * @param unit makes it round in a picture that is not square
 */
export function radialMask(centre: Place, inner: number, outer: number, unit = square): StyleMask {
  return drawn(({ x, y }) => {
    const distance = 2 * Math.hypot((x - centre.x) / unit.x, (y - centre.y) / unit.y);
    return (distance - inner) / (outer - inner);
  });
}

/** @param share of the second style; what is below 0 or above 1 is cut off, and the rest eased in and out */
function drawn(share: (place: Place) => number): StyleMask {
  const data = Uint8Array.from({ length: side * side }, (_, i) => {
    const place = { x: ((i % side) + 0.5) / side, y: (Math.floor(i / side) + 0.5) / side };
    return Math.round(255 * smoothstep(Math.min(1, Math.max(0, share(place)))));
  });
  return { data, width: side, height: side };
}
