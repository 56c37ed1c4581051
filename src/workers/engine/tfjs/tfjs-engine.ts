/**
 * The style engine on tfjs, on any backend. Every frame has its own exact statistics, unless the look brings some; it
 * is never steadied. How frames get in and onto the canvas is its live path's part. Owns the networks' weights, the
 * live path and the current scale and shift tensors; `destroy()` frees them. The backend must be running.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError } from '../../../shared/errors';
import type { RgbaPicture, Size } from '../../../shared/picture';
import type { EngineAbilities, Presented } from '../engine.protocol';
import { keepColours } from '../../networks/pixels/render-options';
import { restoreCamera } from '../../networks/pixels/styled-area';
import { shuffleToRgba } from '../../networks/pixels/pixels';
import { blendsContent } from '../../networks/nets/look';
import { StyleNetworks } from '../../networks/nets/style-networks';
import type { Modulation } from '../../networks/nets/transformer';
import { ContentCode, wholePicture } from '../common/content-code';
import { StillInput } from '../common/still-input';
import type { Content } from '../common/content-code';
import type { LivePath } from '../common/live-path';
import type { MaskClient } from '../common/mask-client';
import type { StyleEngine } from '../common/style-engine';
import { defaultRenderOptions } from '../../networks/types';
import type {
  EngineMemory,
  FrameSource,
  Look,
  NormStatistics,
  PictureSource,
  Placement,
  RenderOptions,
  StyleCode,
} from '../../networks/types';

export class TfjsEngine implements StyleEngine {
  readonly #networks: StyleNetworks;
  readonly #live: LivePath | null;
  readonly #still: StillInput;
  readonly #content: ContentCode;
  #look: Look | undefined;
  #options: RenderOptions = defaultRenderOptions;
  #modulation: Modulation | undefined;
  #livePlacement: Placement | undefined;
  #masks: MaskClient | null = null;
  #destroyed = false;

  /** @param networks taken over. @param live taken over; null for an engine that only does stills. */
  constructor(networks: StyleNetworks, live: LivePath | null) {
    this.#networks = networks;
    this.#live = live;
    this.#still = new StillInput(networks);
    this.#content = new ContentCode(networks, this.#still.canvas);
  }

  get abilities(): EngineAbilities {
    return this.#live?.abilities ?? { enlarges: false, steadies: false };
  }

  async encodeStyle(picture: PictureSource): Promise<StyleCode> {
    return this.#still.encode(picture);
  }

  setLook(look: Look): void {
    this.#look = look;
    this.#dropModulation();
  }

  setOptions(options: RenderOptions): void {
    this.#options = options;
  }

  setMasks(masks: MaskClient | null): void {
    this.#masks = masks;
  }

  async present(frame: FrameSource, placement: Placement): Promise<Presented> {
    const live = this.#live;
    if (!live) throw new ImpastoError('invalid-argument', 'This engine was made without a canvas.');
    const { width, height } = placement;
    const start = performance.now();
    // Found beside the painting, by another worker.
    const finding = this.#options.area === 'all' ? null : this.#masks?.follow(frame, placement, false);
    await live.take(frame, placement);
    this.#livePlacement = placement;
    if (placement.cut === true) {
      this.#content.forget();
      if (blendsContent(this.#requireLook())) this.#dropModulation();
    }
    const modulation = await this.#currentModulation(live, placement);
    const styled = this.#run(live, modulation);
    let ms: number;
    try {
      const mask = (await finding) ?? null;
      ms = await live.show(styled, { frame, placement, options: this.#options, mask, start });
    } finally {
      styled.dispose();
    }
    await this.#renewContent(live);
    return { width, height, ms };
  }

  async stylize(picture: PictureSource, placement: Placement, special?: Look): Promise<RgbaPicture> {
    const look = special ?? this.#requireLook();
    const { area } = this.#options;
    const finding = area === 'all' || special ? null : this.#masks?.of(picture, placement);
    const input = this.#still.read(picture, placement);
    const modulation = await this.#networks.modulationFor(look, input, () => this.#still.encode(input));
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
    const live = this.#live;
    if (!live || !this.#livePlacement) throw new ImpastoError('engine-busy', 'There is no frame yet.');
    const { width, height } = this.#livePlacement;
    const styled = this.#run(live, await this.#currentModulation(live, { width, height }));
    try {
      const picture = shuffleToRgba(await styled.data(), { width, height });
      if (this.#options.keepColours > 0) keepColours(picture, live.given(), this.#options.keepColours);
      return picture;
    } finally {
      styled.dispose();
    }
  }

  async measure(frame: FrameSource, placement: Placement): Promise<NormStatistics> {
    const look = this.#requireLook();
    const input = this.#still.read(frame, placement);
    const modulation = await this.#networks.modulationFor(look, input, () => this.#still.encode(input));
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
    this.#live?.destroy();
    this.#networks.dispose();
  }

  #withColours(styled: RgbaPicture, camera: RgbaPicture): RgbaPicture {
    if (this.#options.keepColours > 0) keepColours(styled, camera, this.#options.keepColours);
    return styled;
  }

  /** The transformer on the live frame. The caller frees the result. */
  #run(live: LivePath, modulation: Modulation): tf.Tensor4D {
    return tf.tidy(() => this.#networks.transformer.run(live.input(), modulation));
  }

  #requireLook(): Look {
    if (!this.#look) throw new ImpastoError('invalid-argument', 'Set a look first.');
    return this.#look;
  }

  #dropModulation(): void {
    this.#modulation?.dispose();
    this.#modulation = undefined;
  }

  /** The look's scale and shift tensors, made again when look, content or size changed. Use before the next await. */
  async #currentModulation(live: LivePath, size: Size): Promise<Modulation> {
    for (;;) {
      if (this.#modulation?.fits(size) === true) return this.#modulation;
      const look = this.#requireLook();
      const content = (): Promise<StyleCode> => this.#content.current(contentOf(live));
      const modulation = await this.#networks.modulationFor(look, size, content, look.statistics);
      // A newer look may have come meanwhile: latest wins. Or another call made the same, which may be in use.
      if (look !== this.#look || this.#modulation?.fits(size) === true) modulation.dispose();
      else {
        this.#dropModulation();
        this.#modulation = modulation;
      }
    }
  }

  async #renewContent(live: LivePath): Promise<void> {
    if (!blendsContent(this.#requireLook()) || !this.#content.isDue) return;
    await this.#content.renew(contentOf(live));
    this.#dropModulation();
  }
}

/** Read back now and then only: see `ContentCode.isDue`. */
function contentOf(live: LivePath): Content {
  const source = live.given();
  return { source, placement: wholePicture(source, source) };
}
