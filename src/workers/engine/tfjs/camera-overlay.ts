/**
 * Draws the camera's picture over the styled one, where a mask says so. Owns two canvases, which live as long as it does.
 */
import { context2d } from '../../../shared/pictures/context-2d';
import type { Size } from '../../../shared/picture';
import { drawPlaced } from '../../networks/pixels/source-canvas';
import type { FrameSource, Placement } from '../../networks/types';

/** Gives the canvas this size, and empties it. */
function clear(context: OffscreenCanvasRenderingContext2D, { width, height }: Size): void {
  context.canvas.width = width;
  context.canvas.height = height;
}

export class CameraOverlay {
  #frame: OffscreenCanvasRenderingContext2D | undefined;
  #shares: OffscreenCanvasRenderingContext2D | undefined;

  /**
   * @param size of the picture in `context`, px.
   * @param shares its alpha is the camera's share; it covers the picture whole, and is smoothed.
   */
  draw(
    context: OffscreenCanvasRenderingContext2D,
    frame: FrameSource,
    placement: Placement,
    size: Size,
    shares: ImageData,
  ): void {
    const own = (this.#frame ??= context2d(new OffscreenCanvas(1, 1)));
    const alpha = (this.#shares ??= context2d(new OffscreenCanvas(1, 1)));
    clear(alpha, shares);
    alpha.putImageData(shares, 0, 0);
    clear(own, size);
    drawPlaced(own, frame, placement, size);
    own.setTransform(1, 0, 0, 1, 0, 0);
    own.globalCompositeOperation = 'destination-in';
    own.drawImage(alpha.canvas, 0, 0, size.width, size.height);
    context.drawImage(own.canvas, 0, 0);
  }
}
