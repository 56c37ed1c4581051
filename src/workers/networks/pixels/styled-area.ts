/** Which part of the picture is styled when people and background are told apart. Pure arithmetic on pixels. */
import type { RgbaPicture } from '../../../shared/picture';
import type { PersonMask, StyledArea, StyleMask } from '../types';

/** Between these likelihoods of a person (0..1) styled and unstyled picture blend: the outline is feathered. */
export const feather = [0.25, 0.75] as const;

/** What of a picture is styled. */
export interface StyledPart {
  readonly mask: PersonMask;
  readonly area: StyledArea;
}

/** The areas as shaders compute with them: which side of the mask is styled, 0 for both. */
export const areaSigns: Readonly<Record<StyledArea, number>> = { all: 0, person: 1, background: -1 };

/** Share of the styled picture where a person is with likelihood `person` (0..1). */
export function styledShare(person: number, area: StyledArea): number {
  if (area === 'all') return 1;
  const t = Math.min(1, Math.max(0, (person - feather[0]) / (feather[1] - feather[0])));
  const inside = t * t * (3 - 2 * t);
  return area === 'person' ? inside : 1 - inside;
}

/** The second style on all but the people. */
export function behindPeople({ data, width, height }: PersonMask): StyleMask {
  return { data: data.map((person) => 255 * styledShare(person / 255, 'background')), width, height };
}

/** The mask as a picture whose alpha is the camera's share, to be drawn over the styled one. */
export function cameraShares({ data, width, height }: PersonMask, area: StyledArea): ImageData {
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < data.length; i++)
    rgba[i * 4 + 3] = 255 * (1 - styledShare(Number(data[i]) / 255, area));
  return new ImageData(rgba, width, height);
}

/**
 * Puts the camera's picture back where nothing is to be styled, in place.
 * @param camera the same size as `styled`. @param mask of the same view, any size; read bilinearly.
 */
export function restoreCamera(
  styled: RgbaPicture,
  camera: RgbaPicture,
  mask: PersonMask,
  area: StyledArea,
): void {
  const { width, height, data } = styled;
  for (let y = 0; y < height; y++) {
    const v = Math.min(mask.height - 1, Math.max(0, ((y + 0.5) * mask.height) / height - 0.5));
    for (let x = 0; x < width; x++) {
      const u = Math.min(mask.width - 1, Math.max(0, ((x + 0.5) * mask.width) / width - 0.5));
      const share = 1 - styledShare(bilinear(mask, u, v) / 255, area);
      const i = (y * width + x) * 4;
      for (let c = i; c < i + 3; c++)
        data[c] = Number(data[c]) + share * (Number(camera.data[c]) - Number(data[c]));
    }
  }
}

/** @param u column, 0..width − 1. @param v row, 0..height − 1. @returns 0..255 */
function bilinear({ data, width, height }: PersonMask, u: number, v: number): number {
  const x = Math.floor(u);
  const y = Math.floor(v);
  const right = Math.min(width - 1, x + 1);
  const below = Math.min(height - 1, y + 1);
  const at = (column: number, row: number): number => Number(data[row * width + column]);
  const upper = at(x, y) + (u - x) * (at(right, y) - at(x, y));
  const lower = at(x, below) + (u - x) * (at(right, below) - at(x, below));
  return upper + (v - y) * (lower - upper);
}
