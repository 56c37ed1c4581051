/**
 * The style transformer (training/MODEL_CARD.md). Owns its weight tensors and, through `modulation`, hands out
 * the scale and shift tensors of a style, which their holder disposes. Convolutions before a norm have no bias.
 */

import * as tf from '@tensorflow/tfjs-core';
import { assert, required } from '../../../shared/assert';
import { Dense } from './dense';
import { normForBackend } from './norm';
import type { Activation, Norm, NormOptions, ScaleShift } from './norm';
import { foldedStatistics } from './norm-statistics';
import type { NormValues } from './norm-statistics';
import { secondShares } from '../pixels/mask-shares';
import { parseSafetensors } from '../files/safetensors';
import type { TensorFile } from '../files/safetensors';
import { blockOrder, convWeight, depthwiseWeight, vector } from '../files/weights';
import type { Size } from '../../../shared/picture';
import type { NormStatistics, Pair, StyleCode, StyleMask } from '../types';
import { styleCodeLength } from '../types';

/** Residual blocks of the network. */
export const residualBlocks = 6;

/** The conditional norms in the order they apply, with their channels. */
export const normChannels: readonly (readonly [name: string, channels: number])[] = [
  ['n0', 24],
  ['n1', 64],
  ...Array.from({ length: residualBlocks }, (_, k) => [
    [`r.${k}.n`, 64] as const,
    [`r.${k}.m`, 64] as const,
  ]).flat(),
  ['nu', 24],
  ['ne', 24],
];

/** The norms at a quarter of the picture's width and height; the others are at half of it. */
const quarterNorms: ReadonlySet<string> = new Set(
  normChannels.flatMap(([name, channels]) => (channels === 64 ? [name] : [])),
);

interface Separable {
  readonly depthwise: tf.Tensor4D;
  readonly pointwise: tf.Tensor4D;
}

function separable(file: TensorFile, key: string, channels: number): Separable {
  return {
    depthwise: depthwiseWeight(file, `${key}.d.weight`, channels),
    pointwise: convWeight(file, `${key}.w.weight`, [channels, channels, 1]),
  };
}

/** γ and β of every norm. Whoever asked for it calls `dispose()`. */
export class Modulation {
  readonly #norms: ReadonlyMap<string, ScaleShift>;
  readonly #size: Size | undefined;

  /** @param size of the pictures that it is for, px; undefined for any */
  constructor(norms: ReadonlyMap<string, ScaleShift>, size?: Size) {
    this.#norms = norms;
    this.#size = size;
  }

  of(name: string): ScaleShift {
    return required(this.#norms.get(name), `norm ${name}`);
  }

  /** Whether pictures of this size can be styled with it. */
  fits({ width, height }: Size): boolean {
    return !this.#size || (this.#size.width === width && this.#size.height === height);
  }

  /** Idempotent. */
  dispose(): void {
    for (const { gamma, beta, shares } of this.#norms.values()) {
      gamma.dispose();
      beta.dispose();
      shares?.dispose();
    }
  }
}

export class Transformer {
  readonly #affine: ReadonlyMap<string, Dense>;
  readonly #c0: tf.Tensor4D;
  readonly #c1: tf.Tensor4D;
  readonly #blocks: readonly { readonly a: Separable; readonly b: Separable }[];
  readonly #u: tf.Tensor4D;
  readonly #e: Separable;
  readonly #o: tf.Tensor4D;
  readonly #outputBias: tf.Tensor1D;
  readonly #norm: Norm;

  /** @param buffer the safetensors file; tensors go to the current backend. @throws ImpastoError `model-format`. */
  constructor(buffer: ArrayBuffer) {
    const file = parseSafetensors(buffer, 'The transformer');
    this.#affine = new Map(
      normChannels.map(([name, channels]) => [
        name,
        new Dense(file, `${name}.l`, styleCodeLength, 2 * channels),
      ]),
    );
    this.#c0 = convWeight(file, 'c0.weight', [24, 12, 3], { input: blockOrder(3) });
    this.#c1 = convWeight(file, 'c1.weight', [64, 24, 3]);
    this.#blocks = Array.from({ length: residualBlocks }, (_, k) => ({
      a: separable(file, `r.${k}.a`, 64),
      b: separable(file, `r.${k}.b`, 64),
    }));
    this.#u = convWeight(file, 'u.weight', [96, 64, 1], { output: blockOrder(24) });
    this.#e = separable(file, 'e', 24);
    this.#o = convWeight(file, 'o.weight', [12, 24, 3], { output: blockOrder(3) });
    this.#outputBias = vector(file, 'o.bias', 12, blockOrder(3));
    this.#norm = normForBackend();
  }

  /** γ then β of each norm, in the order of `normChannels`: the numbers a style amounts to. 1808 in all. */
  gammaBeta(code: StyleCode): NormValues[] {
    return normChannels.map(([name]) => ({
      name,
      values: required(this.#affine.get(name), name).apply(code),
    }));
  }

  /**
   * The same on the backend. The caller disposes it.
   * @param statistics used instead of the picture's own
   */
  modulation(code: StyleCode, statistics?: NormStatistics): Modulation {
    const norms = this.#affineOf(code, statistics).map(({ name, values }) => {
      const channels = values.length / 2;
      const gamma = tf.tensor1d(values.slice(0, channels));
      const beta = tf.tensor1d(values.slice(channels));
      return [name, { gamma, beta, folded: statistics !== undefined }] as const;
    });
    return new Modulation(new Map(norms));
  }

  /**
   * The same of two styles side by side, for pictures of one size (px).
   * @param mask where the second is. @param statistics of each style alone
   */
  modulationOfTwo(
    codes: Pair<StyleCode>,
    mask: StyleMask,
    { width, height }: Size,
    statistics: Pair<NormStatistics>,
  ): Modulation {
    const others = this.#affineOf(codes[1], statistics[1]);
    const half = sharesTensor(mask, { width: width / 2, height: height / 2 });
    const quarter = sharesTensor(mask, { width: width / 4, height: height / 4 });
    const norms = this.#affineOf(codes[0], statistics[0]).map(({ name, values }, norm) => {
      const channels = values.length / 2;
      const other = required(others[norm], name).values;
      const both = (from: number): tf.Tensor4D =>
        tf.tensor4d(
          [...values.subarray(from, from + channels), ...other.subarray(from, from + channels)],
          [1, 1, 2, channels],
        );
      const shares = quarterNorms.has(name) ? quarter : half;
      return [name, { gamma: both(0), beta: both(channels), folded: true, shares }] as const;
    });
    return new Modulation(new Map(norms), { width, height });
  }

  /**
   * Stylises one picture.
   * @param blocks [1, h/2 + 2, w/2 + 2, 12], values −1..1: pixel-unshuffled in (dy, dx, c) order and padded by one
   *   replicated block; h and w divisible by 4.
   * @param observe called with what goes into each norm, in order
   * @returns [1, h/2, w/2, 12], 0..1, in the same order; the caller frees it.
   */
  run(blocks: tf.Tensor4D, modulation: Modulation, observe?: (x: tf.Tensor4D) => void): tf.Tensor4D {
    return tf.tidy(() => {
      const norm = (x: tf.Tensor4D, name: string, options: NormOptions): Activation => {
        observe?.(x);
        return this.#norm(x, modulation.of(name), options);
      };

      let x = norm(tf.conv2d(blocks, this.#c0, 1, 'valid'), 'n0', { relu: true, pad: true });
      x = norm(tf.conv2d(padded(x), this.#c1, 2, 'valid'), 'n1', { relu: true, pad: true });
      this.#blocks.forEach(({ a, b }, k) => {
        const y = norm(convolve(x, a), `r.${k}.n`, { relu: true, pad: true });
        const last = k === residualBlocks - 1;
        x = norm(convolve(y, b), `r.${k}.m`, { relu: false, residual: x, pad: !last });
      });
      const up = tf.depthToSpace(tf.conv2d(required(x.plain, 'plain'), this.#u, 1, 'valid'), 2, 'NHWC');
      x = norm(up, 'nu', { relu: true, pad: true });
      x = norm(convolve(x, this.#e), 'ne', { relu: true, residual: x, pad: true });
      const y = tf.fused.conv2d({
        x: padded(x),
        filter: this.#o,
        strides: 1,
        pad: 'valid',
        bias: this.#outputBias,
        activation: 'sigmoid',
      });
      assert(y.shape[3] === 12, 'the transformer ends in 2 × 2 RGB blocks');
      return y;
    });
  }

  #affineOf(code: StyleCode, statistics: NormStatistics | undefined): NormValues[] {
    const own = this.gammaBeta(code);
    return statistics ? foldedStatistics(own, statistics) : own;
  }

  dispose(): void {
    const separables = [...this.#blocks.flatMap(({ a, b }) => [a, b]), this.#e];
    for (const { depthwise, pointwise } of separables) {
      depthwise.dispose();
      pointwise.dispose();
    }
    for (const tensor of [this.#c0, this.#c1, this.#u, this.#o, this.#outputBias]) tensor.dispose();
  }
}

/** How much of each style a layer's pixels have, [1, h, w, 2]. */
function sharesTensor(mask: StyleMask, size: Size): tf.Tensor4D {
  const second = secondShares(mask, size);
  const both = new Float32Array(second.length * 2);
  for (let i = 0; i < second.length; i++) {
    both[2 * i] = 1 - Number(second[i]);
    both[2 * i + 1] = Number(second[i]);
  }
  return tf.tensor4d(both, [1, size.height, size.width, 2]);
}

function padded(x: Activation): tf.Tensor4D {
  return required(x.padded, 'padding');
}

function convolve(x: Activation, { depthwise, pointwise }: Separable): tf.Tensor4D {
  return tf.conv2d(tf.depthwiseConv2d(padded(x), depthwise, 1, 'valid'), pointwise, 1, 'valid');
}
