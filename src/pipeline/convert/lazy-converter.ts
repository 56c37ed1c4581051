/**
 * The converter, loaded when it is first wanted: few who film convert files too, and the first picture must not wait for
 * it. Owns the converter.
 */
import type { ConversionApi } from '../api/convert-state';
import type { Converter, ConvertDeps } from './converter';

export class LazyConverter implements ConversionApi {
  readonly #deps: ConvertDeps;
  #loading: Promise<Converter> | null = null;
  #converter: Converter | null = null;
  #destroyed = false;

  constructor(deps: ConvertDeps) {
    this.#deps = deps;
  }

  get current(): Converter | null {
    return this.#converter;
  }

  /** Tries again after it could not be fetched. */
  async load(): Promise<Converter> {
    this.#loading ??= this.#load();
    try {
      return await this.#loading;
    } catch (error) {
      this.#loading = null;
      throw error;
    }
  }

  /** Idempotent. */
  destroy(): void {
    this.#destroyed = true;
    this.#converter?.destroy();
  }

  async #load(): Promise<Converter> {
    const { Converter } = await import('./converter');
    const converter = new Converter(this.#deps);
    if (this.#destroyed) converter.destroy();
    else this.#converter = converter;
    return converter;
  }
}
