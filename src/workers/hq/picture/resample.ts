/**
 * Antialiased resampling of float pictures. Used between the scales of the optimisation, where tfjs's resize (which does
 * not antialias) would alias the content.
 */
import { assert } from '../../../shared/assert';
import type { Size } from '../../../shared/picture';
import { resampleChannels } from '../../networks/pixels/resample-axis';
import type { FloatPicture } from './float-picture';

/**
 * The picture at another size. Returns a copy, never the same array. Values may leave 0..1: clamp where that matters.
 * @param size px, both sides ≥ 1.
 */
export function resample(picture: FloatPicture, size: Size): FloatPicture {
  const { data, width, height } = picture;
  assert(size.width >= 1 && size.height >= 1, 'a picture has a pixel at least');
  const columns = resampleChannels(data, [height, width, 3], size.width, 'cubic');
  const out = resampleChannels(columns, [1, height, size.width * 3], size.height, 'cubic');
  return { data: out === data ? data.slice() : out, width: size.width, height: size.height };
}

/** Limits all values to 0..1, in place; returns the same picture. */
export function clampPicture(picture: FloatPicture): FloatPicture {
  const { data } = picture;
  for (let i = 0; i < data.length; i++) data[i] = Math.min(1, Math.max(0, data[i] as number));
  return picture;
}

/** Adds `detail`, of the same length, in place; returns the same picture. */
export function addDetail(picture: FloatPicture, detail: Float32Array | undefined): FloatPicture {
  const { data } = picture;
  if (detail) for (let i = 0; i < data.length; i++) (data[i] as number) += detail[i] as number;
  return picture;
}
