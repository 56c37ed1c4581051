/**
 * The live path over 2D canvases: where pixels are in main memory (wasm, cpu), where tfjs draws by itself (webgpu), and
 * on webgl when the canvas gives no context for it (`fromPixels` and a readback). Owns the canvas that frames are drawn
 * on, and through its presenter the visible one's context.
 */

import * as tf from '@tensorflow/tfjs-core';
import type { RgbaPicture } from '../../../shared/picture';
import { unshufflePadded } from '../../networks/pixels/pixels';
import { unshuffleTensor } from '../../networks/nets/tensor-pixels';
import type { LivePath, Shown } from '../common/live-path';
import { readbackPresenter, webgpuPresenter } from './presenter';
import type { Presenter } from './presenter';
import { SourceCanvas } from '../../networks/pixels/source-canvas';
import type { OnDrawn } from '../common/style-engine';
import type { FrameSource, Placement } from '../../networks/types';

export class CanvasPath implements LivePath {
  readonly abilities = { enlarges: false, steadies: false };
  readonly #source: SourceCanvas;
  readonly #present: Presenter;
  /** Pixels start in main memory on these backends: no trip through a tensor of integers. */
  readonly #inMemory: boolean;

  /**
   * For the backend that runs.
   * @param canvas not yet used for another kind of context.
   * @throws ImpastoError `unsupported` when the canvas gives no 2D context.
   */
  constructor(canvas: OffscreenCanvas, onDrawn: OnDrawn) {
    const backend = tf.getBackend();
    this.#inMemory = backend === 'wasm' || backend === 'cpu';
    this.#source = new SourceCanvas(this.#inMemory);
    this.#present =
      backend === 'webgpu' ? webgpuPresenter(canvas, onDrawn) : readbackPresenter(canvas, onDrawn);
  }

  take(frame: FrameSource, placement: Placement): Promise<void> {
    this.#source.draw(frame, placement);
    return Promise.resolve();
  }

  input(): tf.Tensor4D {
    if (this.#inMemory) {
      const picture = this.given();
      return tf.tensor4d(unshufflePadded(picture), [1, picture.height / 2 + 2, picture.width / 2 + 2, 12]);
    }
    return tf.tidy(() => {
      // A type that does not know OffscreenCanvas; the kernels do.
      const pixels = tf.browser.fromPixels(this.#source.canvas as unknown as HTMLCanvasElement, 3);
      return unshuffleTensor(pixels);
    });
  }

  async show(blocks: tf.Tensor4D, shown: Shown): Promise<number> {
    await this.#present(blocks, { ...shown, camera: this.#source });
    return performance.now() - shown.start;
  }

  given(): RgbaPicture {
    return this.#source.read();
  }

  /** The canvases end with the worker. */
  destroy(): void {
    // Nothing is allocated beside the canvases.
  }
}
