/**
 * A 2D canvas that crops, mirrors and scales whatever comes in to network size. Owns the canvas. `drawImage` applies a
 * VideoFrame's rotation and visible rectangle by itself, which tfjs's `fromPixels` does not (it rejects VideoFrame).
 */

import { context2d } from '../../../shared/pictures/context-2d';
import { coverCrop } from '../../../shared/picture';
import type { Rect, RgbaPicture, Size } from '../../../shared/picture';
import type { PictureSource, Placement } from '../types';

/** Size in px as shown, after rotation. */
export function sourceSize(source: PictureSource | OffscreenCanvas): Size {
  return 'displayWidth' in source
    ? { width: source.displayWidth, height: source.displayHeight }
    : { width: source.width, height: source.height };
}

/** Copies raw pixels into a canvas, since `drawImage` takes no ImageData; an opaque one, since their alpha is ignored. */
function drawable(source: PictureSource | OffscreenCanvas): CanvasImageSource {
  if (!('data' in source)) return source;
  const canvas = new OffscreenCanvas(source.width, source.height);
  const pixels = new ImageData(source.data, source.width, source.height);
  context2d(canvas, { alpha: false }).putImageData(pixels, 0, 0);
  return canvas;
}

/** The part of `source` that a placement uses, px. */
export function sourceCrop(source: PictureSource | OffscreenCanvas, placement: Placement): Rect {
  return placement.crop ?? coverCrop(sourceSize(source), placement);
}

/** Draws the placement's part of `source`, mirrored if asked, over `target` px of `context`. Leaves its transform set. */
export function drawPlaced(
  context: OffscreenCanvasRenderingContext2D,
  source: PictureSource | OffscreenCanvas,
  placement: Placement,
  target: Size,
): void {
  const { width, height } = target;
  const crop = sourceCrop(source, placement);
  context.imageSmoothingQuality = 'medium';
  context.setTransform(placement.mirror ? -1 : 1, 0, 0, 1, placement.mirror ? width : 0, 0);
  context.drawImage(drawable(source), crop.x, crop.y, crop.width, crop.height, 0, 0, width, height);
}

export class SourceCanvas {
  readonly canvas = new OffscreenCanvas(1, 1);
  readonly #context: OffscreenCanvasRenderingContext2D;

  /** @param readBack true when the pixels are read into main memory: keeps the canvas there. */
  constructor(readBack: boolean) {
    const context = context2d(this.canvas, { willReadFrequently: readBack, alpha: false });
    this.#context = context;
  }

  /** Draws the placement's part of `source`, which stays the caller's. */
  draw(source: PictureSource | OffscreenCanvas, placement: Placement): void {
    const { width, height } = placement;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    drawPlaced(this.#context, source, placement, placement);
  }

  read(): RgbaPicture {
    const { data, width, height } = this.#context.getImageData(0, 0, this.canvas.width, this.canvas.height);
    return { data: data, width, height };
  }
}
