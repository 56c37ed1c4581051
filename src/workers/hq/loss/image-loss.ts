/**
 * The loss of a picture at one scale and its gradient with respect to the pixels. Owns the targets; the network stays
 * the caller's. Between calls it holds no tensor but the targets.
 */
import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import type { Size } from '../../../shared/picture';
import type { Activations, FeatureNetwork } from './feature-network';
import type { FloatPicture } from '../picture/float-picture';
import type { Evaluation } from './losses';
import { addPixelDifference, addTotalVariation } from './pixel-terms';
import { coreFeatures, firstPixel, gramShare, measure, pictureTensor, tapPixels } from './measure';
import { secondShares } from '../../networks/pixels/mask-shares';
import { sliceRows } from './rows';
import { coreRows, planStrips, stripOf } from './strips';
import type { Strip } from './strips';
import { Targets } from './targets';
import type { WantedStyles } from './targets';
import type { LossWeights } from '../settings';

/**
 * Where the Gram matrices of the whole picture are off: per region and tap the error, [channels, channels]; per tap the
 * regions' losses, each counting for its share of the picture.
 */
// `tf.tidy` takes types alone: an interface has no index signature.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
type GramErrors = { readonly errors: tf.Tensor2D[][]; readonly losses: tf.Scalar[] };

export class ImageLoss {
  readonly #network: FeatureNetwork;
  readonly #targets: Targets;
  readonly #content: FloatPicture;
  readonly #weights: LossWeights;
  readonly #strips: readonly Strip[];
  readonly #smoothness: Float32Array | null;

  private constructor(
    network: FeatureNetwork,
    targets: Targets,
    content: FloatPicture,
    weights: LossWeights,
    strips: readonly Strip[],
    smoothness: Float32Array | null,
  ) {
    this.#network = network;
    this.#strips = strips;
    this.#smoothness = smoothness;
    this.#targets = targets;
    this.#content = content;
    const sum = weights.layers.reduce((total, weight) => total + weight, 0);
    this.#weights = { ...weights, layers: weights.layers.map((weight) => (sum > 0 ? weight / sum : 0)) };
  }

  /**
   * Computes the targets.
   * @param weights whose total variation is that of the style with the larger amount; it counts less where the other is.
   * @param maxPixels that go through the network at once; larger pictures go through it in strips, twice.
   */
  static async create(
    network: FeatureNetwork,
    content: FloatPicture,
    styles: WantedStyles,
    weights: LossWeights,
    maxPixels = Infinity,
  ): Promise<ImageLoss> {
    const targets = await Targets.create(network, content, styles, maxPixels);
    const strips = planStrips(content, maxPixels);
    return new ImageLoss(network, targets, content, weights, strips, smoothnessOf(styles, content));
  }

  /** px */
  get size(): Size {
    return { width: this.#content.width, height: this.#content.height };
  }

  /** @param position the picture's floats [h, w, 3]; only read. @returns arrays of its own. */
  async evaluate(position: Float32Array): Promise<Evaluation> {
    const { width, height } = this.#content;
    const picture: FloatPicture = { data: position, width, height };
    const { styles, content, gradient } =
      this.#strips.length === 1 ? await this.#whole(picture) : await this.#inStrips(picture);
    const weights = this.#weights;
    const style = weights.layers.reduce((sum, weight, k) => sum + weight * Number(styles[k]), 0);
    const tv = addTotalVariation(picture, weights.tv, gradient, this.#smoothness);
    const pixel = addPixelDifference(position, this.#content.data, weights.pixel, gradient);
    const total = weights.content * content + weights.style * style + weights.tv * tv + weights.pixel * pixel;
    return { losses: { total, content, style, tv, pixel }, gradient };
  }

  /** Idempotent. */
  dispose(): void {
    this.#targets.dispose();
  }

  /** Forward once, backward at once. */
  async #whole(picture: FloatPicture): Promise<NetworkTerms> {
    const strip = required(this.#strips[0], 'strip');
    return read(
      tf.tidy(() => {
        const rgb = pictureTensor(picture);
        const { outputs, taps } = this.#network.forward(rgb);
        const { errors, losses } = this.#gramErrors(
          this.#targets.regions.map(({ region }) =>
            taps.map((tap, k) => gramShare(coreFeatures(tap, strip, k), region, picture, strip, k)),
          ),
        );
        return { ...this.#backward(rgb, { outputs, taps }, strip, errors), losses };
      }),
    );
  }

  /** First the Gram matrices of all strips together, then the gradient of each strip. */
  async #inStrips(picture: FloatPicture): Promise<NetworkTerms> {
    const regions = this.#targets.regions.map(({ region }) => region);
    const { errors, losses } = tf.tidy(() =>
      this.#gramErrors(measure(this.#network, picture, this.#strips, regions, { deepest: false }).grams),
    );
    try {
      const gradient = new Float32Array(picture.data.length);
      let content = 0;
      let styles: readonly number[] = [];
      for (const strip of this.#strips) {
        const terms = await read(
          tf.tidy(() => {
            const rgb = pictureTensor(stripOf(picture, strip));
            const part = this.#backward(rgb, this.#network.forward(rgb), strip, errors);
            return { ...part, losses: losses.map((loss) => tf.clone(loss)) };
          }),
        );
        styles = terms.styles;
        content += terms.content;
        const first = strip.from * picture.width * 3;
        terms.gradient.forEach((g, i) => ((gradient[first + i] as number) += g));
      }
      return { styles, content, gradient };
    } finally {
      tf.dispose([...errors.flat(), ...losses]);
    }
  }

  /** @param grams of the picture, per region and tap. */
  #gramErrors(grams: readonly (readonly tf.Tensor2D[])[]): GramErrors {
    const { regions } = this.#targets;
    const errors = grams.map((taps, r) =>
      taps.map((gram, k) => tf.sub<tf.Tensor2D>(gram, this.#gramTarget(r, k).values)),
    );
    const losses = Array.from({ length: this.#network.taps }, (_, k) =>
      tf.addN<tf.Scalar>(
        regions.map(({ region }, r) => {
          const error = required(errors[r]?.[k], 'Gram error');
          return tf.mul(tf.sum(tf.square(error)), region.share(k) / this.#gramTarget(r, k).norm);
        }),
      ),
    );
    return { errors, losses };
  }

  #gramTarget(region: number, tap: number): Targets['content'] {
    return required(this.#targets.regions[region]?.grams[tap], 'Gram target');
  }

  /**
   * The weighted style loss's gradient with respect to a tap's core features F, [pixels, channels]. With p pixels, w of them
   * the region's, d(Σw/p · ‖Fᵀ·diag(w)·F/Σw − T‖²) / dF = 4·diag(w)·F·(Fᵀ·diag(w)·F/Σw − T)/p, the error being symmetric.
   */
  #styleGradient(
    features: tf.Tensor2D,
    strip: Strip,
    tap: number,
    errors: GramErrors['errors'],
  ): tf.Tensor2D {
    const first = firstPixel(strip, this.#content, tap);
    const factor =
      (4 * this.#weights.style * Number(this.#weights.layers[tap])) / tapPixels(this.#content, tap);
    return tf.addN<tf.Tensor2D>(
      this.#targets.regions.map(({ region }, r) => {
        const error = required(errors[r]?.[tap], 'Gram error');
        const scaled = tf.mul<tf.Tensor2D>(error, factor / this.#gramTarget(r, tap).norm);
        // √w once before the product, once after it.
        const product = tf.matMul<tf.Tensor2D>(region.weighted(features, tap, first), scaled);
        return region.weighted(product, tap, first);
      }),
    );
  }

  /** A strip's share of the content loss, and of the gradient, [1, h, w, 3]. */
  #backward(
    rgb: tf.Tensor4D,
    { outputs, taps }: Activations,
    strip: Strip,
    errors: GramErrors['errors'],
  ): { readonly content: tf.Scalar; readonly gradient: tf.Tensor4D } {
    const parts = taps.map((tap, k) =>
      tf.tidy((): { gradient: tf.Tensor4D; content?: tf.Scalar } => {
        const [, rows, columns, channels] = tap.shape;
        const { begin, end } = coreRows(strip, k, rows);
        const features = coreFeatures(tap, strip, k);
        const ofStyle = this.#styleGradient(features, strip, k, errors);
        /** With zeros where the margin is. */
        const onStrip = (gradient: tf.Tensor2D): tf.Tensor4D => {
          const core = tf.reshape<tf.Rank.R4>(gradient, [1, end - begin, columns, channels]);
          if (end - begin === rows) return core;
          const around: [number, number][] = [
            [0, 0],
            [begin, rows - end],
            [0, 0],
            [0, 0],
          ];
          return tf.pad(core, around);
        };
        if (k < this.#network.taps - 1) return { gradient: onStrip(ofStyle) };
        const target = this.#targets.content;
        const wanted = sliceRows(target.values, firstPixel(strip, this.#content, k), features.shape[0]);
        const difference = tf.sub<tf.Tensor2D>(features, wanted);
        const ofContent = tf.mul<tf.Tensor2D>(difference, (2 * this.#weights.content) / target.norm);
        return {
          gradient: onStrip(tf.add(ofStyle, ofContent)),
          content: tf.mul<tf.Scalar>(tf.sum(tf.square(difference)), 1 / target.norm),
        };
      }),
    );
    const gradients = parts.map((part) => part.gradient);
    const gradient = this.#network.backward(rgb, { outputs }, gradients);
    return { content: required(parts.at(-1)?.content, 'content loss'), gradient };
  }
}

/**
 * Smoothness is part of a style: each pixel's amount, relative to the larger of both, [h·w]; null where they are equal.
 */
function smoothnessOf({ amount, second }: WantedStyles, size: Size): Float32Array | null {
  if (!second || second.amount === amount) return null;
  const most = Math.max(amount, second.amount);
  return secondShares(second.mask, size).map((share) => (amount + share * (second.amount - amount)) / most);
}

/** What the network says of a picture: the style loss of each tap, the content loss, and their weighted gradient. */
interface NetworkTerms {
  readonly styles: readonly number[];
  readonly content: number;
  readonly gradient: Float32Array;
}

/** Reads tensors back and frees them. */
async function read(onBackend: {
  readonly losses: tf.Scalar[];
  readonly content: tf.Scalar;
  readonly gradient: tf.Tensor4D;
}): Promise<NetworkTerms> {
  const { losses, content, gradient } = onBackend;
  const terms = tf.stack([...losses, content]);
  try {
    // A copy: on the cpu backend `data()` hands out the tensor's own memory.
    const copy = Float32Array.from(await gradient.data());
    const numbers = [...(await terms.data())];
    return { styles: numbers.slice(0, -1), content: Number(numbers.at(-1)), gradient: copy };
  } finally {
    tf.dispose([...losses, content, gradient, terms]);
  }
}
