/** Where the pixels of a view lie in the camera's picture, as the shaders of both GPU engines want to know it. Pure. */

import type { Rect, Size } from '../../../shared/picture';

export interface CameraView {
  /** Part of the camera's picture that is used, px. */
  readonly crop: Rect;
  readonly camera: Size;
  readonly mirror: boolean;
}

/**
 * The view's left upper corner and its span as shares of the camera's picture: the pixel at (u, v), 0..1, lies at
 * origin + (u, v) · span. A mirrored view begins at the right and has a negative span.
 */
export function viewOrigin({
  crop,
  camera,
  mirror,
}: CameraView): [left: number, top: number, width: number, height: number] {
  const left = crop.x / camera.width;
  const width = crop.width / camera.width;
  return [
    mirror ? left + width : left,
    crop.y / camera.height,
    mirror ? -width : width,
    crop.height / camera.height,
  ];
}

/** A bilinear sample covers two pixels; more samples a pixel than this cost more than the shimmer they save. */
const mostTaps = 4;

/** Samples per pixel and axis, 1..4, that do not leave camera pixels out when `crop` becomes `size`. */
export function tapsFor(crop: Size, size: Size): number {
  const scale = Math.max(crop.width / size.width, crop.height / size.height);
  return Math.min(mostTaps, Math.max(1, Math.ceil(scale / 2)));
}
