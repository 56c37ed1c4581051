/**
 * Artworks to weighted style codes. Keeps each address's code (400 bytes), so that a style is downloaded and read once.
 */

import { artworkLongSide } from '../shared/picture';
import { decodePicture } from '../pipeline/sources/decode-picture';
import { throwIfAborted } from '../shared/async/abort';
import { fetchPicture } from './fetch-media';
import type { StyleEngine } from './style-engine';
import type { StyleCode, WeightedStyle } from '../workers/networks/types';

/** One artwork of a mix. */
export interface StyleIngredient {
  /** Address of the artwork (absolute, or relative to the page), or the file itself. */
  readonly src: string | Blob;
  /** ≥ 0; only the ratios count. Default 1. */
  readonly weight?: number;
}

export class StyleReader {
  readonly #codes = new Map<string | Blob, StyleCode>();

  /**
   * @throws ImpastoError `unreachable-picture`, `unreadable-picture`, and what `encodeStyle` throws; AbortError.
   */
  async read(
    engine: Pick<StyleEngine, 'encodeStyle'>,
    ingredients: readonly StyleIngredient[],
    signal: AbortSignal,
  ): Promise<readonly WeightedStyle[]> {
    const mix: WeightedStyle[] = [];
    // One after the other: the worker reads one at a time anyway.
    for (const { src, weight = 1 } of ingredients) {
      const code = this.#codes.get(src) ?? (await this.#encode(engine, src, signal));
      throwIfAborted(signal);
      this.#codes.set(src, code);
      mix.push({ code, weight });
    }
    return mix;
  }

  async #encode(
    engine: Pick<StyleEngine, 'encodeStyle'>,
    src: string | Blob,
    signal: AbortSignal,
  ): Promise<StyleCode> {
    const file = typeof src === 'string' ? await fetchPicture(src, signal) : src;
    const bitmap = await decodePicture(file, artworkLongSide, signal, 'mirrored');
    return engine.encodeStyle(bitmap, { signal });
  }
}
