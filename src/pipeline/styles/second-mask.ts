/** The mask that a place of the second style means for a picture of a given shape. Pure. */
import type { SecondPlace } from '../api/two-styles-api';
import { shorterSide } from '../../shared/picture';
import { linearMask, radialMask } from '../../workers/networks/pixels/mask-shapes';
import type { StyleMask } from '../../workers/networks/types';

/** Between two halves, as a share of the shorter side: no stairs, and no seam. */
const seam = 0.012;

/** How much of a circle's radius the styles run into each other. */
const feather = 0.5;

/** Until people are found, and where they cannot be told apart, all is the first's. */
const nowhere: StyleMask = { data: Uint8Array.of(0), width: 1, height: 1 };

/** The mask of a place, the same object as long as it looks the same: engines know then that nothing moved. */
export class MaskOfPlace {
  #made: Made | null = null;

  of(place: SecondPlace, aspect: number, brushed: StyleMask): StyleMask {
    const made = this.#made;
    if (made?.place === place && made.aspect === aspect && made.brushed === brushed) return made.mask;
    const mask = secondMask(place, aspect, brushed);
    this.#made = { place, aspect, brushed, mask };
    return mask;
  }
}

/** A mask, and what it was made of. */
interface Made {
  readonly place: SecondPlace;
  readonly aspect: number;
  readonly brushed: StyleMask;
  readonly mask: StyleMask;
}

/** @param aspect width by height of the picture. @param brushed what is painted by hand */
export function secondMask(
  { kind, x, y, angle, size }: SecondPlace,
  aspect: number,
  brushed: StyleMask,
): StyleMask {
  if (kind === 'people') return nowhere;
  if (kind === 'brush') return brushed;
  const unit = shorterSide(aspect);
  if (kind === 'round')
    return radialMask({ x, y }, 2 * size * (1 - feather / 2), 2 * size * (1 + feather / 2), unit);
  const half = (kind === 'halves' ? seam : size) / 2;
  const [dx, dy] = [Math.cos(2 * Math.PI * angle) * half, Math.sin(2 * Math.PI * angle) * half];
  return linearMask(
    { x: x - dx * unit.x, y: y - dy * unit.y },
    { x: x + dx * unit.x, y: y + dy * unit.y },
    unit,
  );
}
