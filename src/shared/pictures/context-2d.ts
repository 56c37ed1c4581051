/** A canvas's 2D context (HTML, section 4.12.5.1), or a sentence where a browser gives none: it does when memory is short. */
import { ImpastoError } from '../errors';

/** @throws ImpastoError `unsupported` */
export function context2d(
  canvas: HTMLCanvasElement,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D;
export function context2d(
  canvas: OffscreenCanvas,
  settings?: CanvasRenderingContext2DSettings,
): OffscreenCanvasRenderingContext2D;
export function context2d(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;
export function context2d(
  canvas: HTMLCanvasElement | OffscreenCanvas,
  settings?: CanvasRenderingContext2DSettings,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D {
  // Two calls, because the two canvases' types have nothing in common.
  const context =
    'transferControlToOffscreen' in canvas
      ? canvas.getContext('2d', settings)
      : canvas.getContext('2d', settings);
  if (!context) throw new ImpastoError('unsupported', 'This browser gives no 2D canvas.');
  return context;
}
