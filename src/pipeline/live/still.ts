/** Turns a styled picture into a file: PNG, named after its style and the time. */
import { context2d } from '../../shared/pictures/context-2d';
import type { RgbaPicture, Size } from '../../shared/picture';
import type { Still } from '../api/session-state';

/**
 * @param styleTitle becomes part of the file name @param at local time of the shot
 * @param enlarge by this factor, if above 1: larger strokes do not make a smaller still
 */
export async function encodeStill(
  picture: RgbaPicture,
  styleTitle: string,
  at: Date,
  enlarge = 1,
): Promise<Still> {
  const painted = canvasOf(picture);
  painted.context.putImageData(new ImageData(picture.data, picture.width, picture.height), 0, 0);
  const scale = Math.max(1, enlarge);
  const [width, height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const { canvas, context } = scale === 1 ? painted : canvasOf({ width, height });
  context.imageSmoothingQuality = 'high';
  if (scale > 1) context.drawImage(painted.canvas, 0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: 'image/png' });
  return { blob, width, height, name: fileNameOf(styleTitle, at, 'png') };
}

function canvasOf({ width, height }: Size): {
  readonly canvas: OffscreenCanvas;
  readonly context: OffscreenCanvasRenderingContext2D;
} {
  const canvas = new OffscreenCanvas(width, height);
  const context = context2d(canvas);
  return { canvas, context };
}

/** `impasto-<title>-<yyyymmdd>-<hhmmss>.<extension>`, with only letters, digits and dashes: safe on every file system. */
export function fileNameOf(title: string, at: Date, extension: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const time = `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  return ['impasto', slug, day, time].filter(Boolean).join('-') + `.${extension}`;
}
