/** From a place of the second style to handles on the picture, and back. Pure. */
import type { SecondPlace } from '../../pipeline/api/two-styles-api';
import { shorterSide } from '../../shared/picture';

/** Shares of the picture's width and height, from the top left. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Of the handle that turns two halves, from their line, in shares of the shorter side. */
const turnReach = 0.25;

/** Turns, clockwise from the right, in which the second handle lies; a circle's is where there is more room. */
function direction({ kind, x, angle }: SecondPlace): number {
  if (kind !== 'round') return angle;
  return x > 0.5 ? 0.5 : 0;
}

function reach({ kind, size }: SecondPlace): number {
  if (kind === 'halves') return turnReach;
  return kind === 'wash' ? size / 2 : size;
}

/** Where the second handle is: at the edge when it would be outside. @param aspect width by height of the picture */
export function handleSpot(place: SecondPlace, aspect: number): Spot {
  const unit = shorterSide(aspect);
  const turn = 2 * Math.PI * direction(place);
  const inside = (share: number): number => Math.min(1, Math.max(0, share));
  return {
    x: inside(place.x + Math.cos(turn) * reach(place) * unit.x),
    y: inside(place.y + Math.sin(turn) * reach(place) * unit.y),
  };
}

/** What the place becomes when the second handle is dragged to `spot`. */
export function draggedHandle(place: SecondPlace, spot: Spot, aspect: number): Partial<SecondPlace> {
  const unit = shorterSide(aspect);
  const [dx, dy] = [(spot.x - place.x) / unit.x, (spot.y - place.y) / unit.y];
  const distance = Math.hypot(dx, dy);
  if (place.kind === 'round') return { size: distance };
  const angle = Math.atan2(dy, dx) / (2 * Math.PI);
  return place.kind === 'halves' ? { angle } : { angle, size: 2 * distance };
}
