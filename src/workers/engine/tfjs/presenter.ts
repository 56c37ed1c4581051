/**
 * Puts the tfjs transformer's output on the visible canvas: with the camera's colours kept, scaled to the canvas, and
 * with the split view. Each presenter owns the canvas's context. On webgpu the tensor is drawn where it is; else it is read
 * back.
 */

import { context2d } from '../../../shared/pictures/context-2d';
import * as tf from '@tensorflow/tfjs-core';
import type { Size } from '../../../shared/picture';
import { shuffleToRgba } from '../../networks/pixels/pixels';
import { keepColours } from '../../networks/pixels/render-options';
import { cameraShares, styledShare } from '../../networks/pixels/styled-area';
import { keepTensorColours, shuffleTensor } from '../../networks/nets/tensor-pixels';
import type { OnDrawn } from '../common/style-engine';
import { tfjsDevice } from './tfjs-device';
import { CameraOverlay } from './camera-overlay';
import type { Shown } from '../common/live-path';
import { drawPlaced } from '../../networks/pixels/source-canvas';
import type { SourceCanvas } from '../../networks/pixels/source-canvas';
import type { PersonMask, Placement, StyledArea } from '../../networks/types';

/** What a presenter needs beside the network's output; all of it stays the caller's. */
export type Presented = Shown & {
  /** The frame at network size. */
  readonly camera: SourceCanvas;
};

/** Draws `blocks` ([1, h/2, w/2, 12], 0..1; the caller's) and resolves when the GPU is done: the caller's back-pressure. */
export type Presenter = (blocks: tf.Tensor4D, shown: Presented) => Promise<void>;

function canvasSize({ width, height, canvas }: Placement): Size {
  return canvas ?? { width, height };
}

/** The camera's share, [h, w, 1], 0..1. */
function cameraShareTensor(mask: PersonMask, area: StyledArea): tf.Tensor3D {
  const shares = Float32Array.from(mask.data, (person) => 1 - styledShare(person / 255, area));
  return tf.tensor3d(shares, [mask.height, mask.width, 1]);
}

/** Columns that show the camera. px */
function splitColumns(split: number | null, width: number): number {
  return Math.round((split ?? 0) * width);
}

/**
 * @param canvas not yet used for another kind of context.
 * @param onDrawn called in the task that draws, while the canvas can be read.
 */
export function webgpuPresenter(canvas: OffscreenCanvas, onDrawn: OnDrawn): Presenter {
  const device = tfjsDevice();
  return async (blocks, { frame, placement, options, camera, mask }) => {
    tf.tidy(() => {
      // [h, w, 3], 0..1
      let picture = shuffleTensor(blocks);
      const { width, height } = canvasSize(placement);
      const scaled = (x: tf.Tensor3D): tf.Tensor3D =>
        width === placement.width && height === placement.height
          ? x
          : tf.image.resizeBilinear(x, [height, width], false, true);
      if (options.keepColours > 0 || options.split !== null || mask) {
        // tfjs types know only HTMLCanvasElement; the kernels need no more than getContext, width and height.
        const pixels = tf.browser.fromPixels(camera.canvas as unknown as HTMLCanvasElement, 3);
        const own = tf.div<tf.Tensor3D>(tf.cast(pixels, 'float32'), 255);
        if (options.keepColours > 0) picture = keepTensorColours(picture, own, options.keepColours);
        picture = scaled(picture);
        if (mask) {
          const shares = tf.image.resizeBilinear(
            cameraShareTensor(mask, options.area),
            [height, width],
            false,
            true,
          );
          picture = tf.add(picture, tf.mul(shares, tf.sub(scaled(own), picture)));
        }
        const columns = splitColumns(options.split, width);
        if (columns > 0) {
          const left = tf.slice3d(scaled(own), [0, 0, 0], [height, columns, 3]);
          picture =
            columns === width
              ? left
              : tf.concat3d([left, tf.slice3d(picture, [0, columns, 0], [height, width - columns, 3])], 1);
        }
      } else {
        picture = scaled(picture);
      }
      tf.browser.draw(picture, canvas as unknown as HTMLCanvasElement);
    });
    onDrawn(frame);
    await device.queue.onSubmittedWorkDone();
  };
}

/** @throws ImpastoError `unsupported` when the canvas gives no 2D context. */
export function readbackPresenter(canvas: OffscreenCanvas, onDrawn: OnDrawn): Presenter {
  const context = context2d(canvas, { alpha: false });
  const stage = new OffscreenCanvas(1, 1);
  const staged = context2d(stage, { alpha: false });
  const people = new CameraOverlay();
  return async (blocks, { frame, placement, options, camera, mask }) => {
    const picture = shuffleToRgba(await blocks.data(), placement);
    if (options.keepColours > 0) keepColours(picture, camera.read(), options.keepColours);
    const { data, width, height } = picture;
    const size = canvasSize(placement);
    fit(canvas, size);
    const image = new ImageData(data, width, height);
    if (size.width === width && size.height === height) {
      context.putImageData(image, 0, 0);
    } else {
      fit(stage, picture);
      staged.putImageData(image, 0, 0);
      context.drawImage(stage, 0, 0, size.width, size.height);
    }
    if (mask) people.draw(context, frame, placement, size, cameraShares(mask, options.area));
    const columns = splitColumns(options.split, size.width);
    if (columns > 0) {
      context.save();
      context.beginPath();
      context.rect(0, 0, columns, size.height);
      context.clip();
      drawPlaced(context, frame, placement, size);
      context.restore();
    }
    onDrawn(frame);
  };
}

function fit(canvas: OffscreenCanvas, { width, height }: Size): void {
  if (canvas.width === width && canvas.height === height) return;
  canvas.width = width;
  canvas.height = height;
}
