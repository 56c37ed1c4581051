/** Legal values of the render options, and the two of them that are plain arithmetic on pixels. Pure. */

import { ImpastoError } from '../../../shared/errors';
import type { RgbaPicture, Size } from '../../../shared/picture';
import type { RenderOptions } from '../types';
import { styledAreas } from '../types';

/** WebGPU's guaranteed `maxTextureDimension2D`, px. */
const maxCanvasSide = 8192;

/** Weights of R', G', B' in luma (BT.709, which browsers decode camera video to). */
export const lumaWeights = [0.2126, 0.7152, 0.0722] as const;

/** Throws `invalid-argument` unless `options` are legal. */
export function checkRenderOptions(options: RenderOptions): void {
  const { statistics, steadiness, keepColours, split, sharpness, area } = options;
  // Values may come from storage: the type alone proves nothing.
  if (!(['streaming', 'exact'] as string[]).includes(statistics)) {
    throw new ImpastoError('invalid-argument', `statistics must be streaming or exact, not ${statistics}.`);
  }
  if (!(styledAreas as readonly string[]).includes(area)) {
    throw new ImpastoError('invalid-argument', `area must be one of ${styledAreas.join(', ')}, not ${area}.`);
  }
  const shares = { steadiness, keepColours, sharpness, ...(split !== null && { split }) };
  for (const [name, share] of Object.entries(shares)) {
    if (!(share >= 0 && share <= 1))
      throw new ImpastoError('invalid-argument', `${name} must be from 0 to 1, not ${share}.`);
  }
}

/** Throws `invalid-argument` unless a canvas may have this size; `undefined` is the network's own. */
export function checkCanvasSize(canvas: Size | undefined): void {
  if (!canvas) return;
  for (const [name, side] of [
    ['width', canvas.width],
    ['height', canvas.height],
  ] as const) {
    if (!Number.isInteger(side) || side < 1 || side > maxCanvasSide) {
      throw new ImpastoError(
        'invalid-argument',
        `The canvas' ${name} must be a whole number from 1 to ${maxCanvasSide} pixels, not ${side}.`,
      );
    }
  }
}

/**
 * Gives `styled` the chroma of `camera` by the share `keep` (0..1), in place. Replacing luma while keeping Cb and Cr is
 * adding the difference of lumas to R, G and B.
 * @param camera the same size as `styled`.
 */
export function keepColours(styled: RgbaPicture, camera: RgbaPicture, keep: number): void {
  const out = styled.data;
  const from = camera.data;
  const [red, green, blue] = lumaWeights;
  for (let i = 0; i < out.length; i += 4) {
    const dr = Number(out[i]) - Number(from[i]);
    const dg = Number(out[i + 1]) - Number(from[i + 1]);
    const db = Number(out[i + 2]) - Number(from[i + 2]);
    const difference = red * dr + green * dg + blue * db;
    out[i] = Number(out[i]) + keep * (difference - dr);
    out[i + 1] = Number(out[i + 1]) + keep * (difference - dg);
    out[i + 2] = Number(out[i + 2]) + keep * (difference - db);
  }
}
