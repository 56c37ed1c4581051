/**
 * `ArbitraryStyleTransferNetwork` of `@magenta/image` 0.2.1 on our networks, so that pages written for it only change
 * the import. Differences: errors reject instead of hanging, nothing leaks, `predictStyleParameters` and
 * `produceStylized` (undocumented there) are asynchronous, because WebGPU cannot be read synchronously. Owns the
 * weights from `initialize()` to `dispose()`. Runs on the page's thread, as the original does; the app itself uses the
 * engine worker. tfjs is imported by `initialize()` (`tensor-runtime.ts`), not with this file.
 */

import { context2d } from '../shared/pictures/context-2d';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import { ModelStore } from '../pipeline/engine/model-store';
import { ImpastoError } from '../shared/errors';
import { checkPicture, maxSide, minSide, sizeStep } from '../shared/picture';
import type { RgbaPicture } from '../shared/picture';
import { extendOrCrop, resizePicture } from '../workers/networks/pixels/resize';
import type { StyleNetworks } from '../workers/networks/nets/style-networks';
import type { Backend, ModelFiles, StyleCode } from '../workers/networks/types';
import { styleCodeLength } from '../workers/networks/types';

type Runtime = typeof import('./tensor-runtime');

/** What `initialize()` brings. */
interface Loaded {
  readonly runtime: Runtime;
  readonly networks: StyleNetworks;
}

/** What the original takes as a picture. */
export type MagentaPicture = ImageData | HTMLImageElement | HTMLCanvasElement | HTMLVideoElement;

export interface CompatOptions {
  /** Loads the networks; default: `ModelStore` at `modelsUrl`. */
  readonly loadModels?: () => Promise<ModelFiles>;
  /** Backend to start; default: tfjs's current one, else webgl, else cpu. For wasm call tfjs's `setWasmPaths` first. */
  readonly backend?: Backend;
}

/** `@magenta/image`'s class of this name, on our networks. Owns them; `dispose()` frees them. */
export class ArbitraryStyleTransferNetwork {
  readonly #loadModels: () => Promise<ModelFiles>;
  readonly #backend: Backend | undefined;
  #loaded: Loaded | undefined;
  #initializing: Promise<void> | undefined;
  /** Counts `dispose()` calls: an `initialize()` that was overtaken must not bring the weights back. */
  #generation = 0;

  /** @param modelsUrl folder of our `models.json`, ending in a slash. */
  constructor(modelsUrl = 'models/', options: CompatOptions = {}) {
    this.#loadModels = options.loadModels ?? (() => new ModelStore({ baseUrl: modelsUrl }).load());
    this.#backend = options.backend;
  }

  isInitialized(): boolean {
    return this.#loaded !== undefined;
  }

  /**
   * Loads networks and backend; calls at the same time share one load, and after a failure it may be called again.
   * @throws ImpastoError `model-download`, `model-corrupt`, `model-format`, `no-backend`.
   */
  async initialize(): Promise<void> {
    if (this.#loaded) return;
    this.#initializing ??= this.#initialize(this.#generation);
    const own = this.#initializing;
    try {
      await own;
    } finally {
      if (this.#initializing === own) this.#initializing = undefined;
    }
  }

  /** Frees the weights. Idempotent; `initialize()` brings them back. */
  dispose(): void {
    this.#generation++;
    this.#initializing = undefined;
    this.#loaded?.networks.dispose();
    this.#loaded = undefined;
  }

  /**
   * The style of a picture as a bottleneck tensor [1, 1, 1, 100], which the caller disposes.
   * @throws ImpastoError `unreadable-picture`, `invalid-argument`.
   */
  async predictStyleParameters(style: MagentaPicture): Promise<Tensor4D> {
    const { tf } = this.#ready().runtime;
    return tf.tensor4d(await this.#encode(pixelsOf(style)), [1, 1, 1, styleCodeLength]);
  }

  /**
   * The content in the style of `bottleneck` ([1, 1, 1, 100], the caller's): [h, w, 3], 0..1, which the caller
   * disposes.
   */
  async produceStylized(content: MagentaPicture, bottleneck: Tensor4D): Promise<Tensor3D> {
    const { tf } = this.#ready().runtime;
    if (bottleneck.size !== styleCodeLength) {
      throw new ImpastoError(
        'invalid-argument',
        `bottleneck must hold ${styleCodeLength} numbers, not ${bottleneck.size}.`,
      );
    }
    const code = Float32Array.from(await bottleneck.data());
    const { data, width, height } = await this.#render(pixelsOf(content), code);
    const rgb = new Float32Array(width * height * 3);
    for (let i = 0; i < rgb.length; i++) rgb[i] = Number(data[Math.floor(i / 3) * 4 + (i % 3)]) / 255;
    return tf.tensor3d(rgb, [height, width, 3]);
  }

  /**
   * The content in the style's manner, at the content's size.
   * @param strength 0 = the content itself, 1 = full style.
   * @throws ImpastoError `destroyed` (not initialised, or disposed meanwhile), `invalid-argument`,
   *   `unreadable-picture`.
   */
  async stylize(content: MagentaPicture, style: MagentaPicture, strength = 1): Promise<ImageData> {
    if (!(strength >= 0 && strength <= 1)) {
      throw new ImpastoError('invalid-argument', `strength must be from 0 to 1, not ${strength}.`);
    }
    const picture = pixelsOf(content);
    const mix = [{ code: await this.#encode(pixelsOf(style)), weight: 1 }];
    const code = await this.#ready().networks.codeFor({ mix, strength }, () => this.#encode(picture));
    const { data, width, height } = await this.#render(picture, code);
    return new ImageData(data, width, height);
  }

  async #initialize(generation: number): Promise<void> {
    const [models, runtime] = await Promise.all([this.#loadModels(), import('./tensor-runtime')]);
    await runtime.startTensors(this.#backend);
    if (generation !== this.#generation) throw disposed();
    this.#loaded = { runtime, networks: new runtime.StyleNetworks(models) };
  }

  #ready(): Loaded {
    if (!this.#loaded) throw disposed();
    return this.#loaded;
  }

  async #encode(picture: RgbaPicture): Promise<StyleCode> {
    const { runtime, networks } = this.#ready();
    return networks.encode(resizePicture(picture, runtime.styleSize(picture)));
  }

  /** Any size up to `maxSide`: the edge is extended to whole blocks, and cut off again. */
  async #render(picture: RgbaPicture, code: StyleCode): Promise<RgbaPicture> {
    const side = (px: number): number => Math.max(minSide, Math.ceil(px / sizeStep) * sizeStep);
    const size = { width: side(picture.width), height: side(picture.height) };
    if (Math.max(size.width, size.height) > maxSide) {
      throw new ImpastoError('invalid-argument', `A picture's sides must be at most ${maxSide} pixels.`);
    }
    const { networks } = this.#ready();
    const modulation = networks.transformer.modulation(code);
    try {
      return extendOrCrop(await networks.render(extendOrCrop(picture, size), modulation), picture);
    } finally {
      modulation.dispose();
    }
  }
}

function disposed(): ImpastoError {
  return new ImpastoError('destroyed', 'The network is not initialised: call initialize() first.');
}

/** @throws ImpastoError `unreadable-picture` when the element has no pixels yet, or ones of another origin. */
function pixelsOf(source: MagentaPicture): RgbaPicture {
  if ('data' in source) {
    const picture = { data: new Uint8ClampedArray(source.data), width: source.width, height: source.height };
    checkPicture(picture);
    return picture;
  }
  const [width, height] =
    'videoWidth' in source
      ? [source.videoWidth, source.videoHeight]
      : 'naturalWidth' in source
        ? [source.naturalWidth, source.naturalHeight]
        : [source.width, source.height];
  if (width === 0 || height === 0) {
    throw new ImpastoError('unreadable-picture', 'The picture has no pixels: wait until it has loaded.');
  }
  const context = context2d(new OffscreenCanvas(width, height), { willReadFrequently: true });
  context.drawImage(source, 0, 0);
  try {
    const { data } = context.getImageData(0, 0, width, height);
    return { data: new Uint8ClampedArray(data), width, height };
  } catch (cause) {
    throw new ImpastoError(
      'unreadable-picture',
      'The picture is from another site, which does not share it.',
      { cause },
    );
  }
}
