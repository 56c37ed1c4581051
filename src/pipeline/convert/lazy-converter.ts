/**
 * The converter, loaded when it is first wanted: few who film convert files too, and the first picture must not wait for
 * it. Owns the converter.
 */
import type { Converter, ConvertDeps } from './converter';

export class LazyConverter {
  readonly #stage: ConvertDeps;
  readonly #onChange: () => void;
  #loading: Promise<Converter> | null = null;
  #converter: Converter | null = null;
  #destroyed = false;

  /** @param onChange when it was loaded, and with each change of its state. */
  constructor(stage: ConvertDeps, onChange: () => void) {
    this.#stage = stage;
    this.#onChange = onChange;
  }

  /** Null until it was loaded. */
  get current(): Converter | null {
    return this.#converter;
  }

  /** True while the engine paints for a file. */
  get busy(): boolean {
    return this.#converter?.busy ?? false;
  }

  /** Tries again after it could not be fetched. @throws TypeError while it cannot be. */
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
    const converter = new Converter(this.#stage);
    if (this.#destroyed) return converter;
    this.#converter = converter;
    converter.addEventListener('change', this.#onChange);
    this.#onChange();
    return converter;
  }
}
