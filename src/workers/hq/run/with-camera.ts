/** What a still keeps of the camera's picture: its colours, and what is not to be painted. */

import type { RgbaPicture } from '../../../shared/picture';
import { restoreCamera } from '../../networks/pixels/styled-area';
import { withLuma } from '../picture/colour';
import type { HqJob } from '../job/hq-job';

/** @param camera the content at the size of `painted`; asked for only where it is needed. @returns maybe `painted`. */
export function withCamera(
  painted: RgbaPicture,
  camera: () => RgbaPicture,
  { settings, part }: Pick<HqJob, 'settings' | 'part'>,
): RgbaPicture {
  if (settings.colour !== 'luma' && !part) return painted;
  const original = camera();
  const coloured = settings.colour === 'luma' ? withLuma(original, painted) : painted;
  if (part) restoreCamera(coloured, original, part.mask, part.area);
  return coloured;
}
