/**
 * From the source's and the stage's size to what the network gets: which part of the frame, at which size. Pure.
 */
import { coverCrop, networkSide } from '../../shared/picture';
import type { Rect, Size } from '../../shared/picture';
import type { Settings } from '../api/session-state';
import type { OpenSource } from './frame-source';

export interface View {
  /** Network size, px; both sides are multiples of 4. */
  readonly size: Size;
  /** Part of the source that is used, source px. */
  readonly crop: Rect;
}

/** Longest side of the canvas, px: more costs memory bandwidth on every frame and is hardly seen. */
const maxCanvasSide = 1920;

/**
 * Size of the canvas where the engine enlarges the picture itself: as many pixels as the stage shows, the camera offers
 * and the cap allows, in the network's shape, and never fewer than the network gives. px
 * @param shown size of the stage, device px; null where it is not known
 */
export function canvasSizeOf({ size, crop }: View, shown: Size | null): Size {
  const fits = shown && shown.width > 0 ? Math.max(shown.width / size.width, shown.height / size.height) : 1;
  const offered = crop.width / size.width;
  const capped = maxCanvasSide / Math.max(size.width, size.height);
  const scale = Math.max(1, Math.min(fits, offered, capped));
  return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
}

/**
 * @param source frame size, px
 * @param stage size of the stage in any unit; only its shape matters. Null shows the whole frame.
 * @param detail the network's picture has about detail² px, and never more than the source offers
 * @param zoom ≥ 1: shows so much less of the source, about its centre
 */
export function viewOf(source: Size, stage: Size | null, detail: number, zoom = 1): View {
  const whole = { x: 0, y: 0, width: source.width, height: source.height };
  const shown = stage && stage.width > 0 && stage.height > 0 ? coverCrop(source, stage) : whole;
  const visible = zoom > 1 ? zoomed(shown, zoom) : shown;
  const scale = Math.min(1, detail / Math.sqrt(visible.width * visible.height));
  const size = { width: networkSide(visible.width * scale), height: networkSide(visible.height * scale) };
  // The sides were rounded to multiples of 4: crop to their shape, so that nothing is stretched.
  const inner = coverCrop(visible, size);
  return { size, crop: { ...inner, x: visible.x + inner.x, y: visible.y + inner.y } };
}

function zoomed({ x, y, width, height }: Rect, zoom: number): Rect {
  const [w, h] = [width / zoom, height / zoom];
  return { x: x + (width - w) / 2, y: y + (height - h) / 2, width: w, height: h };
}

/** A camera that looks at its user is shown as a mirror would; one of unknown facing (a webcam) most likely does. */
export function isMirrored(source: OpenSource | null, settings: Settings): boolean {
  return settings.mirrorSelfie && source?.state.kind === 'camera' && source.state.facing !== 'environment';
}
