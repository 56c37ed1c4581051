/**
 * The way of a live frame into tfjs's network and of its output to the canvas. One strategy for each place where pixels
 * can be: `canvas-path.ts` for main memory and for tfjs's own ways on a GPU, `webgl/texture-path.ts` for textures of the
 * canvas's own WebGL context. A path owns the canvas's context and what it allocates; `destroy()` frees it. Frames stay
 * the caller's.
 */

import type * as tf from '@tensorflow/tfjs-core';
import type { RgbaPicture } from '../../../shared/picture';
import type { EngineAbilities } from '../engine.protocol';
import type { FrameSource, PersonMask, Placement, RenderOptions } from '../../networks/types';

/** What is shown beside the network's output; all of it stays the caller's. */
export interface Shown {
  /** The frame and placement that `take` had last. */
  readonly frame: FrameSource;
  readonly placement: Placement;
  readonly options: RenderOptions;
  /** Where people are, when the options want them apart and it is known. */
  readonly mask: PersonMask | null;
  /** When work on the frame began, by `performance.now()`. */
  readonly start: number;
}

export interface LivePath {
  readonly abilities: EngineAbilities;
  /** Brings a frame to network size. Until the next call all else is about this one. */
  take(frame: FrameSource, placement: Placement): Promise<void>;
  /** [1, h/2 + 2, w/2 + 2, 12], −1..1, as `unshufflePadded` makes it. The caller frees it. */
  input(): tf.Tensor4D;
  /**
   * Draws the network's output ([1, h/2, w/2, 12], 0..1; the caller's) on the canvas.
   * @returns ms from the start of the latest frame that is known to be on the canvas until it was there; resolves when
   *   the next frame may come.
   */
  show(blocks: tf.Tensor4D, shown: Shown): Promise<number>;
  /** What the network is given, in main memory. Not for the frame path: on a GPU it is read back. */
  given(): RgbaPicture;
  /** Idempotent. */
  destroy(): void;
}
