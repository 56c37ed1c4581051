/**
 * What an engine does, whatever computes it: the tfjs engine now, the WGSL engine beside it later. An engine owns its
 * weights, its canvas context and all it allocates; `destroy()` frees them. Frames stay the caller's: the worker closes
 * them when the returned promise settles.
 */

import type { RgbaPicture } from '../../shared/picture';
import type {
  EngineMemory,
  FrameSource,
  Look,
  PictureSource,
  Placement,
  Presented,
  StyleCode,
} from '../engine.protocol';

export interface StyleEngine {
  /** The style code of a picture of any size. */
  encodeStyle(picture: PictureSource): Promise<StyleCode>;
  /** Remembers the look; its scale and shift tensors are made when next needed. */
  setLook(look: Look): void;
  /** Draws one styled frame on the canvas; the canvas takes the placement's size. */
  present(frame: FrameSource, placement: Placement): Promise<Presented>;
  /** A still with the same look, its statistics its own. */
  stylize(picture: PictureSource, placement: Placement): Promise<RgbaPicture>;
  /** The last presented frame again, in main memory. */
  snapshot(): Promise<RgbaPicture>;
  memory(): EngineMemory;
  /** Idempotent. */
  destroy(): void;
}
