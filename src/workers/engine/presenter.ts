/**
 * Puts the transformer's output on the visible canvas. Each presenter owns the canvas's context. On webgpu the tensor is
 * drawn where it is; elsewhere it is read back.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError } from '../../shared/errors';
import type { Size } from '../../shared/picture';
import { shuffleToRgba } from '../networks/pixels';
import { shuffleTensor } from '../networks/tensor-pixels';

/** Draws `blocks` ([1, h/2, w/2, 12], 0..1; the caller's) and resolves when the GPU is done: the caller's back-pressure. */
export type Presenter = (blocks: tf.Tensor4D, size: Size) => Promise<void>;

/**
 * @param canvas not yet used for another kind of context.
 * @param onDrawn called in the task that draws, while the canvas can be read.
 */
export function webgpuPresenter(canvas: OffscreenCanvas, device: GPUDevice, onDrawn: () => void): Presenter {
  return async (blocks) => {
    tf.tidy(() => {
      // tfjs types know only HTMLCanvasElement; the kernel needs no more than getContext, width and height.
      tf.browser.draw(shuffleTensor(blocks), canvas as unknown as HTMLCanvasElement);
    });
    onDrawn();
    await device.queue.onSubmittedWorkDone();
  };
}

/** @throws ImpastoError `unsupported` when the canvas gives no 2D context. */
export function readbackPresenter(canvas: OffscreenCanvas, onDrawn: () => void): Presenter {
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new ImpastoError('unsupported', 'The canvas gives no 2D context.');
  return async (blocks, size) => {
    const { data, width, height } = shuffleToRgba(await blocks.data(), size);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context.putImageData(new ImageData(data, width, height), 0, 0);
    onDrawn();
  };
}
