/** An order's bitmaps and frames as pixels in memory, at the sizes a job needs. Closes what it reads. */

import { artworkLongSide } from '../../../shared/picture';
import type { Rect, RgbaPicture, Size } from '../../../shared/picture';
import { SourceCanvas, sourceSize } from '../../networks/pixels/source-canvas';
import { picturesOf } from '../order-pictures';
import type { HqOrder, OrderedStyle } from '../hq.protocol';
import { fitLongSide } from './scales';
import type { HqJob, HqJobStyle } from './hq-job';
import type { PictureSource } from '../../networks/types';

/** Largest guide, px in all: its pixels and the result's are in memory at once. */
const maxGuidePixels = 50e6;

function longSideOf({ width, height }: Size): number {
  return Math.max(width, height);
}

/** @throws ImpastoError `unsupported` without a 2D canvas. */
export function readOrder(order: HqOrder): HqJob {
  const { content, styles, second, start, settings, part, memoryBytes } = order;
  const canvas = new SourceCanvas(true);
  const draw = (source: PictureSource, size: Size, crop: Rect, mirror: boolean): RgbaPicture => {
    canvas.draw(source, { ...size, crop, mirror });
    return canvas.read();
  };
  const whole = (source: PictureSource): Rect => ({ x: 0, y: 0, ...sourceSize(source) });
  /** Raw pixels of the right size need no canvas, which may round them. */
  const read = (source: PictureSource, longSide: number): RgbaPicture => {
    const own = sourceSize(source);
    const size = fitLongSide(own, Math.min(longSide, longSideOf(own)), 1);
    return 'data' in source && size.width === own.width ? source : draw(source, size, whole(source), false);
  };
  const readStyles = (ordered: readonly OrderedStyle[]): HqJobStyle[] =>
    ordered.map(({ picture, weight }) => ({ picture: read(picture, artworkLongSide), weight }));
  try {
    const crop = order.crop ?? whole(content);
    const mirror = order.mirror === true;
    const full: Size = { width: Math.round(crop.width), height: Math.round(crop.height) };
    const working = fitLongSide(crop, settings.longSide, 16);
    const untouched = 'data' in content && working.width === full.width && !order.crop && !mirror;
    const shrink = Math.min(1, Math.sqrt(maxGuidePixels / (full.width * full.height)));
    const guide =
      order.fullSize && longSideOf(full) > settings.longSide
        ? draw(content, fitLongSide(full, longSideOf(full) * shrink, 1), crop, mirror)
        : undefined;
    return {
      content: untouched ? content : draw(content, working, crop, mirror),
      styles: readStyles(styles),
      settings,
      ...(second && { second: { ...second, styles: readStyles(second.styles) } }),
      ...(start && { start }),
      ...(guide && { guide }),
      ...(part && { part }),
      ...(memoryBytes !== undefined && { memoryBytes }),
    };
  } finally {
    for (const source of picturesOf(order)) if (!('data' in source)) source.close();
  }
}
