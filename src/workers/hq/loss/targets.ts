/**
 * What the optimised picture is compared with at one scale: the content's deepest features, and for each region per tap one
 * Gram matrix blended from the styles and the content. Owns its tensors; `dispose()` frees them and is idempotent.
 */

import * as tf from '@tensorflow/tfjs-core';
import { assert, required } from '../../../shared/assert';
import type { FeatureNetwork } from './feature-network';
import type { FloatPicture } from '../picture/float-picture';
import { measure } from './measure';
import { Region, regionsOf } from './regions';
import { planStrips } from './strips';
import type { StyleMask } from '../../networks/types';

/** A style at the size it is compared at; weights need not sum to 1, but to more than 0. */
export interface WeightedStylePicture {
  readonly picture: FloatPicture;
  readonly weight: number;
}

/** What a picture, or a part of it, shall look like. */
export interface WantedStyle {
  readonly styles: readonly WeightedStylePicture[];
  /**
   * 0..1 blends the Gram matrices from the content's own (then the content itself is the optimum, as with strength 0 in live
   * mode) to the styles'.
   */
  readonly amount: number;
}

/** One style, or two side by side. */
export interface WantedStyles extends WantedStyle {
  /** `mask`: where it is. */
  readonly second?: WantedStyle & { readonly mask: StyleMask };
}

/** A target and what its squared error is divided by. */
interface Target {
  readonly values: tf.Tensor2D;
  readonly norm: number;
}

/** Keeps a relative error finite when the target is black. */
const normFloor = 1e-8;

async function withNorm(values: tf.Tensor2D): Promise<Target> {
  const norm = tf.tidy(() => tf.sum(tf.square(values)));
  try {
    const [sum = 0] = await norm.data();
    return { values, norm: Math.max(sum, normFloor) };
  } finally {
    norm.dispose();
  }
}

/** A part of the picture, and per tap what its Gram matrix, [channels, channels], shall be. */
interface RegionTarget {
  readonly region: Region;
  readonly grams: readonly Target[];
}

export class Targets {
  /** relu4_1 of the content, [pixels, channels]. */
  readonly content: Target;
  readonly regions: readonly RegionTarget[];

  private constructor(content: Target, regions: readonly RegionTarget[]) {
    this.content = content;
    this.regions = regions;
  }

  /** @param maxPixels see {@link planStrips}. */
  static async create(
    network: FeatureNetwork,
    content: FloatPicture,
    { second, ...first }: WantedStyles,
    maxPixels: number,
  ): Promise<Targets> {
    const [mine, other] = regionsOf(second?.mask, content, network.taps);
    const parts: { readonly region: Region; readonly wanted: WantedStyle }[] = [];
    if (mine) parts.push({ region: mine, wanted: first });
    if (other && second) parts.push({ region: other, wanted: second });
    const regions = parts.map(({ region }) => region);
    let made: tf.Tensor[] = [];
    try {
      const blended = tf.tidy(() => {
        const strips = planStrips(content, maxPixels);
        const own = measure(network, content, strips, regions, { deepest: true });
        const grams = parts.map(({ wanted }, r) =>
          blendGrams(network, required(own.grams[r], 'Gram matrices'), wanted, maxPixels),
        );
        return { grams, deepest: required(own.features, 'content features') };
      });
      made = [...blended.grams.flat(), blended.deepest];
      const targets: RegionTarget[] = [];
      for (const [r, region] of regions.entries()) {
        const grams: Target[] = [];
        for (const gram of blended.grams[r] ?? []) grams.push(await withNorm(gram));
        targets.push({ region, grams });
      }
      return new Targets(await withNorm(blended.deepest), targets);
    } catch (error) {
      tf.dispose(made);
      for (const region of regions) region.dispose();
      throw error;
    }
  }

  /** Idempotent. */
  dispose(): void {
    this.content.values.dispose();
    for (const { region, grams } of this.regions) {
      region.dispose();
      tf.dispose(grams.map(({ values }) => values));
    }
  }
}

/** @param own Gram matrices of the content, per tap. @returns those to be reached; the caller frees them. */
function blendGrams(
  network: FeatureNetwork,
  own: readonly tf.Tensor2D[],
  { styles, amount }: WantedStyle,
  maxPixels: number,
): tf.Tensor2D[] {
  const total = styles.reduce((sum, { weight }) => sum + weight, 0);
  assert(total > 0, 'a style has a weight above 0');
  const all = [Region.whole()];
  const parts = styles
    .filter(({ weight }) => weight > 0)
    .map(({ picture, weight }) => {
      const { grams } = measure(network, picture, planStrips(picture, maxPixels), all, { deepest: false });
      return grams[0]?.map((gram) => tf.mul<tf.Tensor2D>(gram, (amount * weight) / total)) ?? [];
    });
  return own.map((gram, k) =>
    tf.addN<tf.Tensor2D>([
      tf.mul(gram, 1 - amount),
      ...parts.map((part) => required(part[k], 'Gram matrix')),
    ]),
  );
}
