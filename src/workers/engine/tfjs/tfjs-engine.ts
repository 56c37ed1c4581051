/**
 * The style engine on tfjs, on any backend. Every frame has its own exact statistics, unless the look brings some or has
 * two styles; it is never steadied. How frames get in and onto the canvas is its live path's part. Owns the networks'
 * weights, the live path and the live look's tensors; `destroy()` frees them. The backend must be running.
 */

import * as tf from '@tensorflow/tfjs-core';
import { ImpastoError } from '../../../shared/errors';
import type { RgbaPicture } from '../../../shared/picture';
import type { EngineAbilities, Presented } from '../engine.protocol';
import { keepColours } from '../../networks/pixels/render-options';
import { restoreCamera } from '../../networks/pixels/styled-area';
import { shuffleToRgba } from '../../networks/pixels/pixels';
import { StyleNetworks } from '../../networks/nets/style-networks';
import type { Modulation } from '../../networks/nets/transformer';
import { ContentCode } from '../common/content-code';
import { StillInput } from '../common/still-input';
import type { LivePath } from '../common/live-path';
import { lookFor, peopleFor } from '../common/people-look';
import type { MaskClient } from '../common/mask-client';
import type { StyleEngine } from '../common/style-engine';
import { LiveModulation } from './live-modulation';
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
  readonly #look: LiveModulation;
  #options: RenderOptions = defaultRenderOptions;
  #livePlacement: Placement | undefined;
  #masks: MaskClient | null = null;
  #destroyed = false;

  /** @param networks taken over. @param live taken over; null for an engine that only does stills. */
  constructor(networks: StyleNetworks, live: LivePath | null) {
    this.#networks = networks;
    this.#live = live;
    this.#still = new StillInput(networks);
    this.#look = new LiveModulation(networks, new ContentCode(networks, this.#still.canvas));
  }

  get abilities(): EngineAbilities {
    return this.#live?.abilities ?? { enlarges: false, steadies: false };
  }

  async encodeStyle(picture: PictureSource): Promise<StyleCode> {
    return this.#still.encode(picture);
  }

  setLook(look: Look): void {
    this.#look.set(look);
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
    const finding = peopleFor(this.#look.look, this.#options, () =>
      this.#masks?.follow(frame, placement, this.#look.lasting),
    );
    await live.take(frame, placement);
    this.#livePlacement = placement;
    if (placement.cut === true) this.#look.cut();
    if (this.#look.look.second?.behindPeople === true) this.#look.setPeople(await finding);
    const modulation = await this.#look.current(live, placement, this.#options.statistics === 'exact');
    const styled = this.#run(live, modulation);
    let ms: number;
    try {
      const mask = this.#options.area === 'all' ? null : await finding;
      ms = await live.show(styled, { frame, placement, options: this.#options, mask, start });
    } finally {
      styled.dispose();
    }
    await this.#look.renew(live);
    return { width, height, ms };
  }

  async stylize(picture: PictureSource, placement: Placement, special?: Look): Promise<RgbaPicture> {
    const asked = special ?? this.#look.look;
    const area = special ? 'all' : this.#options.area;
    const people = await peopleFor(asked, { area }, () => this.#masks?.of(picture, placement));
    const look = lookFor(asked, people);
    const input = this.#still.read(picture, placement);
    const modulation = await this.#networks.modulationFor(look, input, () => this.#still.encode(input));
    try {
      const styled = this.#withColours(await this.#networks.render(input, modulation), input);
      if (people && area !== 'all') restoreCamera(styled, input, people, area);
      return styled;
    } finally {
      modulation.dispose();
    }
  }

  async snapshot(): Promise<RgbaPicture> {
    const live = this.#live;
    if (!live || !this.#livePlacement) throw new ImpastoError('engine-busy', 'There is no frame yet.');
    const { width, height } = this.#livePlacement;
    const styled = this.#run(live, await this.#look.current(live, { width, height }, false));
    try {
      const picture = shuffleToRgba(await styled.data(), { width, height });
      if (this.#options.keepColours > 0) keepColours(picture, live.given(), this.#options.keepColours);
      return picture;
    } finally {
      styled.dispose();
    }
  }

  async measure(frame: FrameSource, placement: Placement): Promise<NormStatistics> {
    const input = this.#still.read(frame, placement);
    const [code] = await this.#networks.codesFor(this.#look.look, () => this.#still.encode(input));
    return this.#networks.measure(input, code);
  }

  memory(): EngineMemory {
    const { numTensors, numBytes } = tf.memory();
    return { numTensors, numBytes };
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    this.#look.destroy();
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
}
