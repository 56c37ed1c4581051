/**
 * The style engine on tfjs, on any backend. Every frame has its own exact statistics, unless the look brings some; of the render options it heeds
 * `keepColours` and `split`. Owns the networks' weights, the current scale and shift tensors and the canvas's context;
 * `destroy()` frees them. The backend must be running.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError } from '../../shared/errors';
import type { RgbaPicture } from '../../shared/picture';
import type {
  EngineMemory,
  FrameSource,
  Look,
  NormStatistics,
  PictureSource,
  Placement,
  Presented,
  RenderOptions,
  StyleCode,
} from '../engine.protocol';
import { defaultRenderOptions } from '../engine.protocol';
import { keepColours } from '../networks/render-options';
import { restoreCamera } from '../networks/styled-area';
import { shuffleToRgba, unshufflePadded } from '../networks/pixels';
import { StyleNetworks, styleSize } from '../networks/style-networks';
import { unshuffleTensor } from '../networks/tensor-pixels';
import type { Modulation } from '../networks/transformer';
import { ContentCode, wholePicture } from './content-code';
import type { Content } from './content-code';
import type { MaskLine } from './mask-line';
import { readbackPresenter, webgpuPresenter } from './presenter';
import type { Presenter } from './presenter';
import { SourceCanvas, sourceSize } from './source-canvas';
import type { OnDrawn, StyleEngine } from './style-engine';

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
  readonly #content: ContentCode;
  /** Pixels start in main memory on these backends: no trip through a tensor of integers. */
  readonly #inMemory: boolean;
  #look: Look | undefined;
  #options: RenderOptions = defaultRenderOptions;
  #modulation: Modulation | undefined;
  #livePlacement: Placement | undefined;
  #masks: MaskLine | null = null;
  #destroyed = false;

  /**
   * @param networks taken over. @param canvas null for an engine that only does stills.
   */
  constructor(networks: StyleNetworks, canvas: OffscreenCanvas | null, onDrawn: OnDrawn = () => undefined) {
    this.#networks = networks;
    const backend = tf.getBackend();
    this.#inMemory = backend === 'wasm' || backend === 'cpu';
    this.#live = new SourceCanvas(this.#inMemory);
    this.#still = new SourceCanvas(true);
    this.#content = new ContentCode(networks, this.#still);
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

  setOptions(options: RenderOptions): void {
    this.#options = options;
  }

  setMasks(masks: MaskLine | null): void {
    this.#masks = masks;
  }

  async present(frame: FrameSource, placement: Placement): Promise<Presented> {
    if (!this.#present) throw new ImpastoError('invalid-argument', 'This engine was made without a canvas.');
    const { width, height } = placement;
    const start = performance.now();
    // Found beside the painting, by another worker.
    const finding = this.#options.area === 'all' ? null : this.#masks?.follow(frame, placement, false);
    this.#live.draw(frame, placement);
    this.#livePlacement = placement;
    if (placement.cut === true) {
      this.#content.forget();
      if (this.#requireLook().strength < 1) this.#dropModulation();
    }
    const modulation = await this.#currentModulation();
    const styled = this.#run(modulation);
    try {
      const mask = (await finding) ?? null;
      await this.#present(styled, { frame, placement, options: this.#options, camera: this.#live, mask });
    } finally {
      styled.dispose();
    }
    const ms = performance.now() - start;
    await this.#renewContent();
    return { width, height, ms };
  }

  async stylize(picture: PictureSource, placement: Placement, special?: Look): Promise<RgbaPicture> {
    const look = special ?? this.#requireLook();
    const { area } = this.#options;
    const finding = area === 'all' || special ? null : this.#masks?.of(picture, placement);
    this.#still.draw(picture, placement);
    const input = this.#still.read();
    const code = await this.#networks.codeFor(look, async () => {
      this.#still.draw(input, wholePicture(input, styleSize(input)));
      return this.#networks.encode(this.#still.read());
    });
    const modulation = this.#networks.transformer.modulation(code);
    try {
      const styled = this.#withColours(await this.#networks.render(input, modulation), input);
      const mask = await finding;
      if (mask) restoreCamera(styled, input, mask, area);
      return styled;
    } finally {
      modulation.dispose();
    }
  }

  async snapshot(): Promise<RgbaPicture> {
    if (!this.#livePlacement) throw new ImpastoError('engine-busy', 'There is no frame yet.');
    const { width, height } = this.#livePlacement;
    const styled = this.#run(await this.#currentModulation());
    try {
      return this.#withColours(shuffleToRgba(await styled.data(), { width, height }), this.#live.read());
    } finally {
      styled.dispose();
    }
  }

  async measure(frame: FrameSource, placement: Placement): Promise<NormStatistics> {
    const look = this.#requireLook();
    this.#still.draw(frame, placement);
    const input = this.#still.read();
    const code = await this.#networks.codeFor(look, async () => {
      this.#still.draw(input, wholePicture(input, styleSize(input)));
      return this.#networks.encode(this.#still.read());
    });
    const modulation = this.#networks.transformer.modulation(code);
    try {
      return await this.#networks.measure(input, modulation);
    } finally {
      modulation.dispose();
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

  #withColours(styled: RgbaPicture, camera: RgbaPicture): RgbaPicture {
    if (this.#options.keepColours > 0) keepColours(styled, camera, this.#options.keepColours);
    return styled;
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
      const code = await this.#networks.codeFor(look, () => this.#content.current(this.#liveContent()));
      // A newer look may have come meanwhile: latest wins.
      if (look !== this.#look) continue;
      this.#dropModulation();
      this.#modulation = this.#networks.transformer.modulation(code, look.statistics);
    }
  }

  #liveContent(): Content {
    const { canvas } = this.#live;
    return { source: canvas, placement: wholePicture(canvas, canvas) };
  }

  async #renewContent(): Promise<void> {
    if (this.#requireLook().strength >= 1 || !this.#content.isDue) return;
    await this.#content.renew(this.#liveContent());
    this.#dropModulation();
  }
}
