/**
 * The style engine on tfjs. Owns the networks' weights, the current scale and shift tensors and the canvas's context;
 * `destroy()` frees them. The backend must be running.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError } from '../../shared/errors';
import { networkSize } from '../../shared/picture';
import type { RgbaPicture, Size } from '../../shared/picture';
import type {
  EngineMemory,
  FrameSource,
  Look,
  PictureSource,
  Placement,
  Presented,
  StyleCode,
} from '../engine.protocol';
import { blendCodes } from '../networks/look';
import { shuffleToRgba, unshufflePadded } from '../networks/pixels';
import { StyleNetworks, styleSize } from '../networks/style-networks';
import { unshuffleTensor } from '../networks/tensor-pixels';
import type { Modulation } from '../networks/transformer';
import { readbackPresenter, webgpuPresenter } from './presenter';
import type { Presenter } from './presenter';
import { SourceCanvas, sourceSize } from './source-canvas';
import type { StyleEngine } from './style-engine';

/** The content's own code is read again after this many ms (only while strength < 1). */
const contentCodeMs = 1500;

/** Long side of the frame it is read from, px. */
const contentCodeSide = 160;

/** Share of the new reading in the running average: steps would be seen as flicker. */
const contentCodeShare = 0.5;

/** The device behind tfjs's webgpu backend. */
export function tfjsDevice(): GPUDevice {
  return (tf.backend() as tf.KernelBackend & { device: GPUDevice }).device;
}

export class TfjsEngine implements StyleEngine {
  readonly #networks: StyleNetworks;
  readonly #present: Presenter | undefined;
  /** The live frame; kept for `snapshot`. */
  readonly #live: SourceCanvas;
  readonly #still: SourceCanvas;
  /** Pixels start in main memory on these backends: no trip through a tensor of integers. */
  readonly #inMemory: boolean;
  #look: Look | undefined;
  #modulation: Modulation | undefined;
  #content: { readonly code: StyleCode; readonly at: number } | undefined;
  #livePlacement: Placement | undefined;
  #destroyed = false;

  /**
   * @param networks taken over. @param canvas null for an engine that only does stills.
   * @param onDrawn called in the task that drew a frame: the only time a WebGPU canvas can be read.
   */
  constructor(
    networks: StyleNetworks,
    canvas: OffscreenCanvas | null,
    onDrawn: () => void = () => undefined,
  ) {
    this.#networks = networks;
    const backend = tf.getBackend();
    this.#inMemory = backend === 'wasm' || backend === 'cpu';
    this.#live = new SourceCanvas(this.#inMemory);
    this.#still = new SourceCanvas(true);
    if (canvas) {
      this.#present =
        backend === 'webgpu'
          ? webgpuPresenter(canvas, tfjsDevice(), onDrawn)
          : readbackPresenter(canvas, onDrawn);
    }
  }

  async encodeStyle(picture: PictureSource): Promise<StyleCode> {
    this.#still.draw(picture, wholePicture(sourceSize(picture), styleSize(sourceSize(picture))));
    return this.#networks.encode(this.#still.read());
  }

  setLook(look: Look): void {
    this.#look = look;
    this.#dropModulation();
  }

  async present(frame: FrameSource, placement: Placement): Promise<Presented> {
    if (!this.#present) throw new ImpastoError('invalid-argument', 'This engine was made without a canvas.');
    const { width, height } = placement;
    const start = performance.now();
    this.#live.draw(frame, placement);
    this.#livePlacement = placement;
    if (placement.cut === true) this.#forgetContent();
    const modulation = await this.#currentModulation();
    const styled = this.#run(modulation);
    try {
      await this.#present(styled, placement);
    } finally {
      styled.dispose();
    }
    const ms = performance.now() - start;
    await this.#refreshContent();
    return { width, height, ms };
  }

  async stylize(picture: PictureSource, placement: Placement): Promise<RgbaPicture> {
    const look = this.#requireLook();
    this.#still.draw(picture, placement);
    const input = this.#still.read();
    const code = await this.#networks.codeFor(look, async () => {
      this.#still.draw(input, wholePicture(input, styleSize(input)));
      return this.#networks.encode(this.#still.read());
    });
    const modulation = this.#networks.transformer.modulation(code);
    try {
      return await this.#networks.render(input, modulation);
    } finally {
      modulation.dispose();
    }
  }

  async snapshot(): Promise<RgbaPicture> {
    if (!this.#livePlacement) throw new ImpastoError('engine-busy', 'There is no frame yet.');
    const { width, height } = this.#livePlacement;
    const styled = this.#run(await this.#currentModulation());
    try {
      return shuffleToRgba(await styled.data(), { width, height });
    } finally {
      styled.dispose();
    }
  }

  memory(): EngineMemory {
    const { numTensors, numBytes } = tf.memory();
    return { numTensors, numBytes };
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#dropModulation();
    this.#networks.dispose();
  }

  /** The transformer on the live canvas. The caller frees the result. */
  #run(modulation: Modulation): tf.Tensor4D {
    return tf.tidy(() => {
      if (this.#inMemory) {
        const picture = this.#live.read();
        const shape: [number, number, number, number] = [
          1,
          picture.height / 2 + 2,
          picture.width / 2 + 2,
          12,
        ];
        return this.#networks.transformer.run(tf.tensor4d(unshufflePadded(picture), shape), modulation);
      }
      // Again a type that does not know OffscreenCanvas; the kernels do.
      const pixels = tf.browser.fromPixels(this.#live.canvas as unknown as HTMLCanvasElement, 3);
      return this.#networks.transformer.run(unshuffleTensor(pixels), modulation);
    });
  }

  #requireLook(): Look {
    if (!this.#look) throw new ImpastoError('invalid-argument', 'Set a look first.');
    return this.#look;
  }

  #dropModulation(): void {
    this.#modulation?.dispose();
    this.#modulation = undefined;
  }

  /** The look's scale and shift tensors, made again when look or content changed. Use before the next await. */
  async #currentModulation(): Promise<Modulation> {
    for (;;) {
      if (this.#modulation) return this.#modulation;
      const look = this.#requireLook();
      const code = await this.#networks.codeFor(look, () => this.#contentCode());
      // A newer look may have come meanwhile: latest wins.
      if (look !== this.#look) continue;
      this.#dropModulation();
      this.#modulation = this.#networks.transformer.modulation(code);
    }
  }

  #forgetContent(): void {
    this.#content = undefined;
    if (this.#requireLook().strength < 1) this.#dropModulation();
  }

  async #contentCode(): Promise<StyleCode> {
    if (!this.#content || performance.now() - this.#content.at > 4 * contentCodeMs)
      await this.#readContent(1);
    return this.#content?.code ?? new Float32Array();
  }

  /** @param share of the new reading in the average, 0..1. */
  async #readContent(share: number): Promise<void> {
    const { width, height } = this.#live.canvas;
    const size = networkSize({ width, height }, Math.min(contentCodeSide, Math.max(width, height)));
    this.#still.draw(this.#live.canvas, wholePicture(this.#live.canvas, size));
    const code = await this.#networks.encode(this.#still.read());
    const before = this.#content?.code;
    this.#content = { code: before ? blendCodes(before, code, share) : code, at: performance.now() };
  }

  async #refreshContent(): Promise<void> {
    if (this.#requireLook().strength >= 1) return;
    if (this.#content && performance.now() - this.#content.at < contentCodeMs) return;
    await this.#readContent(contentCodeShare);
    this.#dropModulation();
  }
}

/** All of a picture, scaled to `target`. */
function wholePicture(source: Size, target: Size): Placement {
  const { width, height } = target;
  return { width, height, mirror: false, crop: { x: 0, y: 0, width: source.width, height: source.height } };
}
