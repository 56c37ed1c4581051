/**
 * Where in a picture each of two styles counts: guided Gram matrices (Gatys, Ecker, Bethge, Hertzmann, Shechtman,
 * “Controlling perceptual factors in neural style transfer”, CVPR 2017, section 4.1). With a region's weights w at a tap's
 * resolution its Gram matrix is Fᵀ·diag(w)·F / Σw, so that it compares with that of a whole artwork.
 */
import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import type { Size } from '../../../shared/picture';
import { secondShares } from '../../networks/pixels/mask-shares';
import type { StyleMask } from '../../networks/types';
import { sliceRows } from './rows';

/** A region with less of a tap is as good as none: there is nothing to take a Gram matrix of. */
const leastShare = 1e-3;

/** One style's part of a picture. Owns its tensors; `dispose()` frees them and is idempotent. */
export class Region {
  /** Per tap √w of each pixel, [pixels, 1]; null where all of the picture counts. */
  readonly #roots: readonly tf.Tensor2D[] | null;
  readonly #shares: readonly number[];

  private constructor(roots: readonly tf.Tensor2D[] | null, shares: readonly number[]) {
    this.#roots = roots;
    this.#shares = shares;
  }

  /** All of the picture. */
  static whole(): Region {
    return new Region(null, []);
  }

  /** @param weights per tap w of each pixel, 0..1. */
  static of(weights: readonly Float32Array[]): Region {
    return new Region(
      weights.map((tap) => tf.tensor2d(tap.map(Math.sqrt), [tap.length, 1])),
      weights.map(meanOf),
    );
  }

  /** Mean of the weights at a tap, above 0. */
  share(tap: number): number {
    return this.#shares[tap] ?? 1;
  }

  /**
   * √w·F of some rows of a tap.
   * @param features [rows, channels]. @param first of the rows among the tap's pixels. @returns the caller frees it.
   */
  weighted(features: tf.Tensor2D, tap: number, first: number): tf.Tensor2D {
    if (!this.#roots) return tf.clone(features);
    const roots = required(this.#roots[tap], 'region of a tap');
    return tf.tidy(() => tf.mul<tf.Tensor2D>(features, sliceRows(roots, first, features.shape[0])));
  }

  dispose(): void {
    tf.dispose([...(this.#roots ?? [])]);
  }
}

/**
 * The regions of the first style and of the second; null for one that has no place in the picture.
 * @param mask where the second is; without one the first is everywhere. @param taps how many there are, each of half the
 *   size of the one before, rounded down.
 */
export function regionsOf(
  mask: StyleMask | undefined,
  { width, height }: Size,
  taps: number,
): readonly [first: Region | null, second: Region | null] {
  if (!mask) return [Region.whole(), null];
  const seconds = Array.from({ length: taps }, (_, k) =>
    secondShares(mask, { width: Math.floor(width / 2 ** k), height: Math.floor(height / 2 ** k) }),
  );
  const shares = seconds.map(meanOf);
  if (shares.some((share) => share < leastShare)) return [Region.whole(), null];
  if (shares.some((share) => share > 1 - leastShare)) return [null, Region.whole()];
  const firsts = seconds.map((tap) => tap.map((share) => 1 - share));
  return [Region.of(firsts), Region.of(seconds)];
}

function meanOf(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
