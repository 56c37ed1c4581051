/**
 * From the chosen style to the engine's look: encodes artworks (each once), keeps their codes, and gives the engine
 * mix and strength. The newest choice wins; one that fails leaves the picture as it was. Owns nothing to free but the
 * encoding in progress.
 */
import { isAbortError } from '../shared/abort';
import type { EngineClient } from '../workers/engine.client';
import type { Look, StyleCode } from '../workers/engine.protocol';
import { decodePicture } from './decode-picture';
import type { StyleLibrary } from './style-library';
import { recipeCode } from './style-recipe';

export interface StyleChoiceEvents {
  /** Gives the engine a look, at once or gently. */
  readonly setLook: (client: EngineClient, look: Look) => void;
  /** The engine has a new look: draw again. */
  readonly onLook: () => void;
  /** Hash of the networks that run: codes in a recipe count only for the networks that made them. */
  readonly network: () => string;
  /** `encodingId` changed. */
  readonly onChange: () => void;
  /** `id` could not be encoded; `fallbackId` is what is still shown, if anything. */
  readonly onFailed: (id: string, fallbackId: string | null, error: unknown) => void;
}

/** One style of the look that is painted. */
export interface Ingredient {
  readonly id: string;
  readonly weight: number;
  readonly code: StyleCode;
}

/** Long side at which a recipe's artworks are given to the style encoder, px. */
const encoderSide = 512;

interface Applied {
  readonly id: string;
  readonly code: StyleCode;
}

export class StyleChoice {
  readonly #library: StyleLibrary;
  readonly #events: StyleChoiceEvents;
  /** Codes by style id; valid for every backend, since all run the same networks. */
  readonly #codes = new Map<string, StyleCode>();
  #client: EngineClient | null = null;
  /** The engine that has been given a look. */
  #ready: EngineClient | null = null;
  #id = '';
  #strength = 1;
  #applied: Applied | null = null;
  #encoding: AbortController | null = null;
  #encodingId: string | null = null;

  constructor(library: StyleLibrary, events: StyleChoiceEvents) {
    this.#library = library;
    this.#events = events;
  }

  /** Style being encoded right now. */
  get encodingId(): string | null {
    return this.#encodingId;
  }

  /** True when `client` has a look and may draw. */
  isReady(client: EngineClient): boolean {
    return this.#ready === client;
  }

  /** What the engine was last given; null before the first style. */
  get look(): Look | null {
    return this.#applied
      ? { mix: [{ code: this.#applied.code, weight: 1 }], strength: this.#strength }
      : null;
  }

  /** The styles of the look that the engine was last given; empty before the first. */
  get ingredients(): readonly Ingredient[] {
    return this.#applied ? [{ ...this.#applied, weight: 1 }] : [];
  }

  /** Gives the engine its look again, after somebody else used it. */
  reapply(): void {
    if (this.#applied) this.#apply(this.#applied);
  }

  /** Gives a new engine the look of the old one. */
  setClient(client: EngineClient | null): void {
    if (client === this.#client) return;
    this.#client = client;
    this.#ready = null;
    if (client && this.#applied) this.#apply(this.#applied);
    void this.#encode();
  }

  choose(id: string): void {
    this.#id = id;
    void this.#encode();
  }

  /** @param strength 0..1 */
  setStrength(strength: number): void {
    this.#strength = strength;
    if (this.#applied) this.#apply(this.#applied);
  }

  /**
   * The code of a style, encoded now if it was not before.
   * @throws AbortError, also when there is no engine; ImpastoError `unreadable-picture` and what the engine throws.
   */
  async code(id: string, signal?: AbortSignal): Promise<StyleCode> {
    const known = this.#codes.get(id);
    if (known) return known;
    const client = this.#client;
    if (!client) throw new DOMException('There is no engine yet.', 'AbortError');
    const code = await this.#codeOf(id, client, signal);
    this.#codes.set(id, code);
    return code;
  }

  forget(id: string): void {
    this.#codes.delete(id);
  }

  destroy(): void {
    this.#encoding?.abort();
    this.#client = this.#ready = null;
  }

  async #encode(): Promise<void> {
    const client = this.#client;
    const id = this.#id;
    this.#encoding?.abort();
    const encoding = (this.#encoding = new AbortController());
    this.#setEncoding(null);
    if (!client || !id) return;
    if (!this.#codes.has(id)) this.#setEncoding(id);
    try {
      const code = await this.code(id, encoding.signal);
      if (!encoding.signal.aborted) this.#apply({ id, code });
    } catch (error) {
      // An engine that is gone is replaced by its host; the new one starts the encoding again.
      if (encoding.signal.aborted || isAbortError(error) || client !== this.#client) return;
      this.#events.onFailed(id, this.#applied?.id ?? null, error);
    } finally {
      if (this.#encoding === encoding) this.#setEncoding(null);
    }
  }

  async #codeOf(id: string, client: EngineClient, signal?: AbortSignal): Promise<StyleCode> {
    const recipe = this.#library.recipe(id);
    if (!recipe) return client.encodeStyle(await this.#library.picture(id, signal), signal);
    return recipeCode(recipe, this.#events.network(), async (picture) =>
      client.encodeStyle(await decodePicture(picture, encoderSide, signal), signal),
    );
  }

  #apply(applied: Applied): void {
    this.#applied = applied;
    if (!this.#client) return;
    const look = { mix: [{ code: applied.code, weight: 1 }], strength: this.#strength };
    this.#events.setLook(this.#client, look);
    this.#ready = this.#client;
    this.#events.onLook();
  }

  #setEncoding(id: string | null): void {
    if (this.#encodingId === id) return;
    this.#encodingId = id;
    this.#events.onChange();
  }
}
