/**
 * The three networks on the current tfjs backend: what Node and the worker share. Owns all weights; `dispose()` frees
 * them and is idempotent. Start the backend first (`tf-backend.ts`).
 */

import * as tf from '@tensorflow/tfjs-core';
import { checkNetworkSize, checkPicture, styleLongSide } from '../../../shared/picture';
import type { RgbaPicture, Size } from '../../../shared/picture';
import { checkLook, blendCodes, mixCodes, withoutHidden } from './look';
import { LossNetwork, lossNetworkMinSide } from './loss-network';
import { rgbFloats, shuffleToRgba, unshufflePadded } from '../pixels/pixels';
import { NormReader } from './norm-reader';
import type { NormValues } from './norm-statistics';
import { StyleHead } from './style-head';
import { Transformer } from './transformer';
import type { Modulation } from './transformer';
import type { Look, ModelFiles, NormStatistics, Pair, StyleCode, StyleMix } from '../types';

/** Short side a picture is scaled to before its style is read, px: the scale the encoder was trained at. */
export const styleSide = 256;

/** The size at which the style of a picture of `size` is read. */
export function styleSize({ width, height }: Size): Size {
  const scale = Math.min(styleSide / Math.min(width, height), styleLongSide / Math.max(width, height));
  const side = (px: number): number => Math.max(lossNetworkMinSide, Math.round(px * scale));
  return { width: side(width), height: side(height) };
}

/** The style code of each of a look's styles. */
export type LookCodes = readonly [StyleCode] | Pair<StyleCode>;

export class StyleNetworks {
  readonly transformer: Transformer;
  readonly lossNetwork: LossNetwork;
  readonly #styleHead: StyleHead;
  #disposed = false;

  /** @throws ImpastoError `model-format`; nothing stays allocated then. */
  constructor(models: ModelFiles) {
    this.#styleHead = new StyleHead(models.styleHead);
    this.transformer = new Transformer(models.transformer);
    try {
      this.lossNetwork = new LossNetwork(models.lossNetwork);
    } catch (error) {
      this.transformer.dispose();
      throw error;
    }
  }

  /**
   * The style code, [100], of a picture. Scale it to `styleSize` first: the encoder was trained at that scale, and
   * other sizes (sides of 16 px and more) work less well.
   * @throws ImpastoError `invalid-argument` when width, height and data do not agree.
   */
  async encode(picture: RgbaPicture): Promise<StyleCode> {
    checkPicture(picture);
    const rgb = tf.tensor4d(rgbFloats(picture), [1, picture.height, picture.width, 3]);
    try {
      return await this.encodeTensor(rgb);
    } finally {
      rgb.dispose();
    }
  }

  /** The same of [1, h, w, 3], 0..1, which stays the caller's. */
  async encodeTensor(rgb: tf.Tensor4D): Promise<StyleCode> {
    const statistics = this.lossNetwork.statistics(rgb);
    try {
      return this.#styleHead.encode(Float32Array.from(await statistics.data()));
    } finally {
      statistics.dispose();
    }
  }

  /**
   * Stylises a picture whose sides are multiples of 4.
   * @param content the picture's own code; without it, it is computed from the picture as it is when `look.strength` <
   * 1.
   */
  async stylize(picture: RgbaPicture, look: Look, content?: StyleCode): Promise<RgbaPicture> {
    checkLook(look);
    const modulation = await this.modulationFor(
      withoutHidden(look),
      picture,
      async () => content ?? this.encode(picture),
    );
    try {
      return await this.render(picture, modulation);
    } finally {
      modulation.dispose();
    }
  }

  /** `s·z + (1 − s)·z_content`; `content` is asked for only when it counts. */
  async codeFor({ mix, strength }: StyleMix, content: () => Promise<StyleCode>): Promise<StyleCode> {
    if (strength >= 1) return mixCodes(mix);
    const own = await content();
    return strength <= 0 ? own : blendCodes(own, mixCodes(mix), strength);
  }

  /** The same of each of the look's styles; `content` is asked for once at most. */
  async codesFor(look: Look, content: () => Promise<StyleCode>): Promise<LookCodes> {
    let asked: Promise<StyleCode> | undefined;
    const once = (): Promise<StyleCode> => (asked ??= content());
    const first = await this.codeFor(look, once);
    return look.second ? [first, await this.codeFor(look.second, once)] : [first];
  }

  /** γ and β of each of the look's styles, as `Transformer.gammaBeta`. @param content as for `codesFor` */
  async gammaBetasFor(look: Look, content: () => Promise<StyleCode>): Promise<NormValues[][]> {
    return (await this.codesFor(look, content)).map((code) => this.transformer.gammaBeta(code));
  }

  /**
   * What the look amounts to for a picture by itself, whatever statistics it brings. The caller disposes it.
   * @param content as for `codesFor`.
   */
  async modulationFor(
    look: Look,
    picture: RgbaPicture,
    content: () => Promise<StyleCode>,
  ): Promise<Modulation> {
    const codes = await this.codesFor(look, content);
    if (!look.second || codes.length === 1) return this.transformer.modulation(codes[0]);
    const statistics = [
      await this.measure(picture, codes[0]),
      await this.measure(picture, codes[1]),
    ] as const;
    return this.transformer.modulationOfTwo(codes, look.second.mask, picture, statistics);
  }

  /** Runs the transformer on a picture in main memory. */
  async render(picture: RgbaPicture, modulation: Modulation): Promise<RgbaPicture> {
    checkNetworkSize(picture);
    checkPicture(picture);
    const { width, height } = picture;
    const blocks = tf.tensor4d(unshufflePadded(picture), [1, height / 2 + 2, width / 2 + 2, 12]);
    let styled: tf.Tensor4D | undefined;
    try {
      styled = this.transformer.run(blocks, modulation);
      return shuffleToRgba(await styled.data(), { width, height });
    } finally {
      blocks.dispose();
      styled?.dispose();
    }
  }

  /** The picture's own statistics at every norm in one style. */
  async measure(picture: RgbaPicture, code: StyleCode): Promise<NormStatistics> {
    checkNetworkSize(picture);
    checkPicture(picture);
    const { width, height } = picture;
    const blocks = tf.tensor4d(unshufflePadded(picture), [1, height / 2 + 2, width / 2 + 2, 12]);
    try {
      return await this.measureBlocks(blocks, code);
    } finally {
      blocks.dispose();
    }
  }

  /** The same of what `Transformer.run` gets, which stays the caller's. */
  async measureBlocks(blocks: tf.Tensor4D, code: StyleCode): Promise<NormStatistics> {
    const modulation = this.transformer.modulation(code);
    const reader = new NormReader();
    try {
      this.transformer.run(blocks, modulation, reader.add).dispose();
      return await reader.read();
    } finally {
      reader.dispose();
      modulation.dispose();
    }
  }

  /** Idempotent. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    this.transformer.dispose();
    this.lossNetwork.dispose();
  }
}
