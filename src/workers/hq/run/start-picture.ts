/** The picture that an optimisation begins with, at any scale. Pure. */
import { required } from '../../../shared/assert';
import type { Size } from '../../../shared/picture';
import type { HqSettings } from '../hq.protocol';
import type { PreparedJob } from '../job/prepare-job';
import { toGrey } from '../picture/colour';
import type { FloatPicture } from '../picture/float-picture';
import { noisePicture } from '../picture/random';
import { clampPicture, resample } from '../picture/resample';

export function startPicture(
  { start, seed, colour }: HqSettings,
  prepared: PreparedJob,
  size: Size,
): FloatPicture {
  switch (start) {
    case 'picture':
      return clampPicture(resample(required(prepared.start, 'start picture'), size));
    case 'content':
      return clampPicture(resample(prepared.content, size));
    case 'noise': {
      const noise = noisePicture(size, seed);
      return colour === 'luma' ? toGrey(noise) : noise;
    }
  }
}

/**
 * What the start picture has at `to` and had not at `from`: coming from the live frame, its fine strokes are better
 * than none. Undefined for noise, whose detail means nothing.
 */
export function startDetail(
  settings: HqSettings,
  prepared: PreparedJob,
  from: Size,
  to: Size,
): Float32Array | undefined {
  if (settings.start === 'noise') return undefined;
  const fine = startPicture(settings, prepared, to);
  const coarse = resample(startPicture(settings, prepared, from), to);
  return fine.data.map((value, index) => value - Number(coarse.data[index]));
}
