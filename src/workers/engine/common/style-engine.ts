/**
 * What an engine does, whatever computes it: the tfjs engine, or the WGSL engine on webgpu. An engine owns its
 * weights, its canvas context and all it allocates; `destroy()` frees them. Frames stay the caller's: the worker closes
 * them when the returned promise settles.
 */

import type { RgbaPicture } from '../../../shared/picture';
import type { EngineAbilities, Presented } from '../engine.protocol';
import type { MaskClient } from './mask-client';
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

/** Called with the frame that was drawn, in the task that drew it: the only time a GPU's canvas can be read. */
export type OnDrawn = (frame: FrameSource) => void;

export interface StyleEngine {
  readonly abilities: EngineAbilities;
  /** The style code of a picture of any size. */
  encodeStyle(picture: PictureSource): Promise<StyleCode>;
  /** Remembers the look; its scale and shift tensors are made when next needed. */
  setLook(look: Look): void;
  /** Remembers how to compute and show from now on. */
  setOptions(options: RenderOptions): void;
  /** Where masks come from when the options want people apart; null for nowhere. Stays the caller's. */
  setMasks(masks: MaskClient | null): void;
  /** Draws one styled frame on the canvas; the canvas takes the placement's canvas size, or else the network's. */
  present(frame: FrameSource, placement: Placement): Promise<Presented>;
  /** A still with the same look, or with another one for this picture only; its statistics are its own. */
  stylize(picture: PictureSource, placement: Placement, look?: Look): Promise<RgbaPicture>;
  /** The last presented frame again, in main memory, at network size: with its colours kept, without the split view. */
  snapshot(): Promise<RgbaPicture>;
  /** The statistics of one frame by itself, in a look that brings none; of two styles in the first alone. Shows nothing. */
  measure(frame: FrameSource, placement: Placement): Promise<NormStatistics>;
  memory(): EngineMemory;
  /** Idempotent. */
  destroy(): void;
}
