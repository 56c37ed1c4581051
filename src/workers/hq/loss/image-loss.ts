/**
 * The loss of a picture at one scale and its gradient with respect to the pixels. Owns the targets; the network stays
 * the caller's. Between calls it holds no tensor but the targets.
 */
import * as tf from '@tensorflow/tfjs-core';
import { required } from '../../../shared/assert';
import type { Size } from '../../../shared/picture';
import type { Activations, FeatureNetwork } from './feature-network';
import type { FloatPicture } from '../picture/float-picture';
import { gramMatrix } from './gram';
import type { Evaluation } from './losses';
import { addPixelDifference, addTotalVariation } from './pixel-terms';
import { coreFeatures, measure, pictureTensor, tapPixels } from './measure';
import { sliceRows } from './rows';
import { coreRows, planStrips, stripOf } from './strips';
import type { Strip } from './strips';
import { Targets } from './targets';
import type { WeightedStylePicture } from './targets';
import type { LossWeights } from '../settings';

/** Where the Gram matrices of the whole picture are off: per tap the error, [channels, channels], and its loss. */
// `tf.tidy` takes types alone: an interface has no index signature.
// eslint-disable-next-line @typescript-eslint/consistent-type-definitions
type GramErrors = { readonly errors: tf.Tensor2D[]; readonly losses: tf.Scalar[] };

export class ImageLoss {
  readonly #network: FeatureNetwork;
  readonly #targets: Targets;
  readonly #content: FloatPicture;
  readonly #weights: LossWeights;
  readonly #strips: readonly Strip[];

  private constructor(
    network: FeatureNetwork,
    targets: Targets,
    content: FloatPicture,
    weights: LossWeights,
    strips: readonly Strip[],
  ) {
    this.#network = network;
    this.#strips = strips;
    this.#targets = targets;
    this.#content = content;
    const sum = weights.layers.reduce((total, weight) => total + weight, 0);
    this.#weights = { ...weights, layers: weights.layers.map((weight) => (sum > 0 ? weight / sum : 0)) };
  }

  /**
   * Computes the targets.
   * @param amount see {@link Targets.create}.
   * @param maxPixels that go through the network at once; larger pictures go through it in strips, twice.
   */
  static async create(
    network: FeatureNetwork,
    content: FloatPicture,
    styles: readonly WeightedStylePicture[],
    amount: number,
    weights: LossWeights,
    maxPixels = Infinity,
  ): Promise<ImageLoss> {
    const targets = await Targets.create(network, content, styles, amount, maxPixels);
    return new ImageLoss(network, targets, content, weights, planStrips(content, maxPixels));
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
    const tv = addTotalVariation(picture, weights.tv, gradient);
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
    const [strip] = this.#strips;
    return read(
      tf.tidy(() => {
        const rgb = pictureTensor(picture);
        const { outputs, taps } = this.#network.forward(rgb);
        const { errors, losses } = this.#gramErrors(
          taps.map((tap, k) => gramMatrix(coreFeatures(tap, required(strip, 'strip'), k))),
        );
        return { ...this.#backward(rgb, { outputs, taps }, required(strip, 'strip'), errors), losses };
      }),
    );
  }

  /** First the Gram matrices of all strips together, then the gradient of each strip. */
  async #inStrips(picture: FloatPicture): Promise<NetworkTerms> {
    const { errors, losses } = tf.tidy(() =>
      this.#gramErrors(measure(this.#network, picture, this.#strips, { deepest: false }).grams),
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
      tf.dispose([...errors, ...losses]);
    }
  }

  #gramErrors(grams: readonly tf.Tensor2D[]): GramErrors {
    const errors = grams.map((gram, k) => tf.sub<tf.Tensor2D>(gram, this.#gramTarget(k).values));
    const losses = errors.map((error, k) =>
      tf.mul<tf.Scalar>(tf.sum(tf.square(error)), 1 / this.#gramTarget(k).norm),
    );
    return { errors, losses };
  }

  #gramTarget(k: number): Targets['content'] {
    return required(this.#targets.grams[k], 'Gram target');
  }

  /** A strip's share of the content loss, and of the gradient, [1, h, w, 3]. */
  #backward(
    rgb: tf.Tensor4D,
    { outputs, taps }: Activations,
    strip: Strip,
    errors: readonly tf.Tensor2D[],
  ): { readonly content: tf.Scalar; readonly gradient: tf.Tensor4D } {
    const parts = taps.map((tap, k) =>
      tf.tidy((): { gradient: tf.Tensor4D; content?: tf.Scalar } => {
        const [, rows, columns, channels] = tap.shape;
        const { begin, end } = coreRows(strip, k, rows);
        const features = coreFeatures(tap, strip, k);
        const { norm } = this.#gramTarget(k);
        // d‖FᵀF/p − T‖² / dF = 4·F·(FᵀF/p − T)/p, the error being symmetric.
        const pixels = tapPixels(this.#content, k);
        const scale = (4 * this.#weights.style * Number(this.#weights.layers[k])) / (pixels * norm);
        const ofStyle = tf.matMul<tf.Tensor2D>(
          features,
          tf.mul<tf.Tensor2D>(required(errors[k], 'Gram error'), scale),
        );
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
        const first = (strip.coreFrom / 2 ** k) * columns;
        const wanted = sliceRows(target.values, first, features.shape[0]);
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
