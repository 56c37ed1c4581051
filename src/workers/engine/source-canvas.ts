/**
 * A 2D canvas that crops, mirrors and scales whatever comes in to network size. Owns the canvas. `drawImage` applies a
 * VideoFrame's rotation and visible rectangle by itself, which tfjs's `fromPixels` does not (it rejects VideoFrame).
 */

import { ImpastoError } from '../../shared/errors';
import { coverCrop } from '../../shared/picture';
import type { RgbaPicture, Size } from '../../shared/picture';
import type { PictureSource, Placement } from '../engine.protocol';

/** Size in px as shown, after rotation. */
export function sourceSize(source: PictureSource | OffscreenCanvas): Size {
  return 'displayWidth' in source
    ? { width: source.displayWidth, height: source.displayHeight }
    : { width: source.width, height: source.height };
}

/** Copies raw pixels into a canvas, since `drawImage` takes no ImageData. */
function drawable(source: PictureSource | OffscreenCanvas): CanvasImageSource {
  if (!('data' in source)) return source;
  const canvas = new OffscreenCanvas(source.width, source.height);
  canvas.getContext('2d')?.putImageData(new ImageData(source.data, source.width, source.height), 0, 0);
  return canvas;
}

export class SourceCanvas {
  readonly canvas = new OffscreenCanvas(1, 1);
  readonly #context: OffscreenCanvasRenderingContext2D;

  /** @param readBack true when the pixels are read into main memory: keeps the canvas there. */
  constructor(readBack: boolean) {
    const context = this.canvas.getContext('2d', { willReadFrequently: readBack, alpha: false });
    if (!context) throw new ImpastoError('unsupported', 'This browser has no 2D canvas in workers.');
    this.#context = context;
  }

  /** Draws the placement's part of `source`, which stays the caller's. */
  draw(source: PictureSource | OffscreenCanvas, placement: Placement): void {
    const { width, height, mirror } = placement;
    if (this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas.width = width;
      this.canvas.height = height;
    }
    const context = this.#context;
    const {
      x,
      y,
      width: cropWidth,
      height: cropHeight,
    } = placement.crop ?? coverCrop(sourceSize(source), placement);
    context.imageSmoothingQuality = 'medium';
    context.setTransform(mirror ? -1 : 1, 0, 0, 1, mirror ? width : 0, 0);
    context.drawImage(drawable(source), x, y, cropWidth, cropHeight, 0, 0, width, height);
  }

  read(): RgbaPicture {
    const { data, width, height } = this.#context.getImageData(0, 0, this.canvas.width, this.canvas.height);
    return { data: data, width, height };
  }
}
