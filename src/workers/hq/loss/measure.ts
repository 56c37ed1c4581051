/** What a network sees of a whole picture: Gram matrices and deepest features, strip by strip. */

import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import type { FloatPicture } from '../picture/float-picture';
import type { FeatureNetwork } from './feature-network';
import { asMatrix, gramMatrix } from './gram';
import type { Region } from './regions';
import { sliceRows } from './rows';
import { coreRows, stripOf } from './strips';
import type { Strip } from './strips';

/** Picture as the network's input, [1, h, w, 3]; the caller frees it. */
export function pictureTensor({ data, width, height }: FloatPicture): tf.Tensor4D {
  return tf.tensor4d(data, [1, height, width, 3]);
}

/** The core's part of a strip's tap as a matrix, [pixels, channels]. @param level see {@link coreRows}. */
export function coreFeatures(tap: tf.Tensor4D, strip: Strip, level: number): tf.Tensor2D {
  const [, rows, columns] = tap.shape;
  const { begin, end } = coreRows(strip, level, rows);
  return sliceRows(asMatrix(tap), begin * columns, (end - begin) * columns);
}

/** Pixels of a picture's tap. */
export function tapPixels({ width, height }: FloatPicture, level: number): number {
  return Math.floor(width / 2 ** level) * Math.floor(height / 2 ** level);
}

/** First of a core's rows among a tap's pixels. */
export function firstPixel({ coreFrom }: Strip, { width }: FloatPicture, level: number): number {
  return (coreFrom / 2 ** level) * Math.floor(width / 2 ** level);
}

/** A strip's share of the Gram matrix of a region, [channels, channels]; of all strips they add up to it. */
export function gramShare(
  core: tf.Tensor2D,
  region: Region,
  picture: FloatPicture,
  strip: Strip,
  level: number,
): tf.Tensor2D {
  return tf.tidy(() => {
    const gram = gramMatrix(region.weighted(core, level, firstPixel(strip, picture, level)));
    const factor = core.shape[0] / (tapPixels(picture, level) * region.share(level));
    return factor === 1 ? gram : tf.mul<tf.Tensor2D>(gram, factor);
  });
}

/**
 * Per region the Gram matrices of all taps, [channels, channels] each, and with `deepest` the deepest tap's features,
 * [pixels, channels]. The caller frees them.
 * @param strips of the picture.
 */
export function measure(
  network: FeatureNetwork,
  picture: FloatPicture,
  strips: readonly Strip[],
  regions: readonly Region[],
  { deepest }: { readonly deepest: boolean },
): { readonly grams: tf.Tensor2D[][]; readonly features?: tf.Tensor2D } {
  const last = network.taps - 1;
  const parts = strips.map((strip) =>
    tf.tidy((): { grams: tf.Tensor2D[][]; core?: tf.Tensor2D } => {
      const { taps } = network.forward(pictureTensor(stripOf(picture, strip)));
      const cores = taps.map((tap, k) => coreFeatures(tap, strip, k));
      const grams = regions.map((region) =>
        cores.map((core, k) => gramShare(core, region, picture, strip, k)),
      );
      return deepest ? { grams, core: required(cores[last], 'deepest tap') } : { grams };
    }),
  );
  const cores = parts.flatMap(({ core }) => (core ? [core] : []));
  const whole = tf.tidy((): { grams: tf.Tensor2D[][]; features?: tf.Tensor2D } => {
    const grams = regions.map((_region, r) =>
      Array.from({ length: network.taps }, (_, k) =>
        tf.addN<tf.Tensor2D>(parts.map((part) => required(part.grams[r]?.[k], 'Gram matrix'))),
      ),
    );
    return deepest ? { grams, features: tf.concat2d(cores, 0) } : { grams };
  });
  tf.dispose(parts);
  return whole;
}
