/**
 * The engine for pages that bring their own interface: reads styles from pictures, paints frames onto a canvas, and
 * paints stills. Owns the worker and with it the canvas that was handed over; `destroy()` ends the worker, and the
 * canvas keeps its last picture.
 */

import { canvasSizeOf, viewOf } from '../pipeline/sources/view-geometry';
import { throwIfAborted } from '../shared/async/abort';
import { ImpastoError } from '../shared/errors';
import { networkSize } from '../shared/picture';
import type { Size } from '../shared/picture';
import type { EngineClient } from '../workers/engine/engine.client';
import type { EngineInfo, Presented } from '../workers/engine/engine.protocol';
import { closePicture, frameOf, pictureOf, sizeOf } from './pictures';
import type { FrameInput, PictureInput } from './pictures';
import type { Placement, RenderOptions, StyleCode, WeightedStyle } from '../workers/networks/types';
import { defaultRenderOptions } from '../workers/networks/types';

/** A mix of styles and how strongly it applies. */
export interface StyleLook {
  /** At least one with a weight above 0; only the weights' ratios count. */
  readonly mix: readonly WeightedStyle[];
  /** 0 (the picture itself)..1 (full style). */
  readonly strength: number;
}

/** How frames are painted, whatever the look; see {@link defaultPictureOptions} for what holds without any. */
export type PictureOptions = Omit<RenderOptions, 'area'>;

/** Until the first `setOptions`: streaming statistics, steadiness 0.6, the styled picture's colours, no split. */
export const defaultPictureOptions: PictureOptions = defaultRenderOptions;

/** Options of {@link StyleEngine.present}. */
export interface PresentOptions {
  /** Side in px of a square as large as the network's picture, 16..4096; default 256. Cost grows with its square. */
  readonly detail?: number;
  /** Swap left and right. Default false. */
  readonly mirror?: boolean;
  /** The frame is cropped, about its centre, to this shape; only the ratio counts. Default: the whole frame. */
  readonly shape?: Size;
  /** Size at which the canvas is shown, device px: engines that enlarge the picture themselves enlarge it to this. */
  readonly shown?: Size;
  /** The first frame of another scene: nothing remembered of earlier frames counts. Default false. */
  readonly cut?: boolean;
  readonly signal?: AbortSignal;
}

/** Options of {@link StyleEngine.stylize}. */
export interface StylizeOptions {
  /** Long side of the result, px, 16..4096; default the picture's own, at most 1024. */
  readonly longSide?: number;
  /** Swap left and right. Default false. */
  readonly mirror?: boolean;
  /** In place of the look that was set, for this picture only. */
  readonly look?: StyleLook;
  readonly signal?: AbortSignal;
}

const defaultDetail = 256;
const defaultLongSide = 1024;

/**
 * Made by `createStyleEngine`. All methods reject with `ImpastoError`, or with an AbortError when their signal aborts.
 */
export class StyleEngine {
  readonly #client: EngineClient;

  /** @param client taken over. @internal */
  constructor(client: EngineClient) {
    this.#client = client;
  }

  /** Which backend runs, and why not a faster one. */
  get info(): EngineInfo {
    return this.#client.info;
  }

  /**
   * The style of an artwork: 100 numbers, which may be kept, mixed linearly, and used with every engine of the same
   * networks.
   * @throws ImpastoError `unreadable-picture`, `engine-failed`, `engine-lost`, `destroyed`.
   */
  async encodeStyle(
    artwork: PictureInput,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<StyleCode> {
    return this.#client.encodeStyle(await pictureOf(artwork, signal), signal);
  }

  /**
   * Sets the look of all frames and stills from now on. Cheap enough for each move of a slider.
   * @throws ImpastoError `invalid-argument`, at once.
   */
  setLook(look: StyleLook): void {
    this.#client.setLook({ mix: look.mix, strength: look.strength });
  }

  /**
   * As cheap as `setLook`. What is left out returns to its default. @throws ImpastoError `invalid-argument`, at once.
   */
  setOptions(options: Partial<PictureOptions>): void {
    this.#client.setOptions({ ...defaultRenderOptions, ...options, area: 'all' });
  }

  /**
   * Paints one frame onto the canvas, whose size becomes the picture's. Wait for one frame before the next is handed
   * in, and drop what comes meanwhile.
   * @returns size (px) and time (ms); null when a video has no frame yet.
   * @throws ImpastoError `engine-busy` (one is still being painted), `invalid-argument` (also when no look was set),
   *   `engine-failed`, `engine-lost`, `destroyed`.
   */
  async present(frame: FrameInput, options: PresentOptions = {}): Promise<Presented | null> {
    const { signal } = options;
    throwIfAborted(signal);
    const source = await frameOf(frame, signal);
    if (!source) return null;
    let placement: Placement;
    try {
      placement = this.#placementOf(sizeOf(source), options);
    } catch (error) {
      closePicture(source);
      throw error;
    }
    return this.#client.present(source, placement, signal);
  }

  /**
   * Paints a still with all care. The result's sides are multiples of 4 px, so its shape may differ by a little.
   * @throws ImpastoError `invalid-argument`, `unreadable-picture`, `engine-failed`, `engine-lost`, `destroyed`.
   */
  async stylize(picture: PictureInput, options: StylizeOptions = {}): Promise<ImageData> {
    const { mirror = false, look, signal } = options;
    throwIfAborted(signal);
    if (options.longSide !== undefined) checkSide('longSide', options.longSide);
    const source = await pictureOf(picture, signal);
    const size = sizeOf(source);
    const longSide = options.longSide ?? Math.min(defaultLongSide, Math.max(size.width, size.height));
    const placement = { ...networkSize(size, longSide), mirror };
    const painted = await this.#client.stylize(source, placement, signal, look);
    return new ImageData(painted.data, painted.width, painted.height);
  }

  /**
   * Calls `listener` once when the GPU or the worker is lost, even if that happened before this call. Nothing works
   * afterwards: make a new canvas and a new engine. @returns a function that removes the listener.
   */
  onLost(listener: (error: ImpastoError) => void): () => void {
    return this.#client.onLost(listener);
  }

  /** Ends the worker and frees all it held; pending calls reject with `destroyed`. Idempotent. */
  destroy(): void {
    this.#client.destroy();
  }

  #placementOf(
    size: Size,
    { detail = defaultDetail, mirror = false, shape, shown, cut }: PresentOptions,
  ): Placement {
    checkSide('detail', detail);
    const view = viewOf(size, shape ?? null, detail);
    const canvas = this.info.abilities.enlarges && shown ? canvasSizeOf(view, shown) : undefined;
    return { ...view.size, crop: view.crop, mirror, ...(canvas && { canvas }), ...(cut && { cut }) };
  }
}

function checkSide(name: string, px: number): void {
  if (!(px >= 16 && px <= 4096)) {
    throw new ImpastoError('invalid-argument', `${name} must be from 16 to 4096 pixels, not ${px}.`);
  }
}
