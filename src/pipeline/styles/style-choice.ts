/**
 * From the chosen styles to the engine's look: encodes artworks (each once), keeps their codes, and gives the engine
 * mix and strength. The newest choice wins; one that fails leaves the picture as it was. Owns the encodings in progress
 * and the transition; `destroy()` ends both.
 */
import { isAbortError } from '../../shared/async/abort';
import { isImpastoError } from '../../shared/errors';
import { Latest } from '../../shared/async/latest';
import { artworkLongSide } from '../../shared/picture';
import type { EngineSupervisor } from '../engine/engine-supervisor';
import type { EngineClient } from '../../workers/engine/engine.client';
import { decodePicture } from '../sources/decode-picture';
import type { MixPart } from '../api/styles-api';
import type { LookTransition } from './look-transition';
import type { StyleLibrary } from './style-library';
import { recipeCode } from './style-recipe';
import type { Look, StyleCode } from '../../workers/networks/types';

export interface StyleChoiceDeps {
  readonly library: StyleLibrary;
  /** Its networks: codes in a recipe count only for the networks that made them. */
  readonly engine: Pick<EngineSupervisor, 'network'>;
  /** Gives the engine a look, at once or gently. */
  readonly transition: LookTransition;
  /** `encodingId` changed. */
  readonly onChange: () => void;
  /** `id` could not be encoded; `fallbackId` is what is still shown, if anything. */
  readonly onFailed: (id: string, fallbackId: string | null, error: unknown) => void;
}

/** One style of the look that is painted. */
export interface Ingredient extends MixPart {
  readonly code: StyleCode;
}

export class StyleChoice {
  readonly #deps: StyleChoiceDeps;
  /** Codes by style id; valid for every backend, since all run the same networks. */
  readonly #codes = new Map<string, StyleCode>();
  readonly #pending = new Map<string, Promise<StyleCode>>();
  #client: EngineClient | null = null;
  /** The engine that has been given a look. */
  #ready: EngineClient | null = null;
  #wanted: readonly MixPart[] = [];
  #strength = 1;
  /** The chosen mix that is on screen: all of it is encoded. */
  #applied: readonly MixPart[] | null = null;
  /** Shown in place of the chosen one. */
  #previewed: readonly MixPart[] | null = null;
  readonly #encoding = new Latest();
  #encodingId: string | null = null;

  constructor(deps: StyleChoiceDeps) {
    this.#deps = deps;
  }

  /** Style being encoded right now. */
  get encodingId(): string | null {
    return this.#encodingId;
  }

  /** True when `client` has a look and may draw. */
  isReady(client: EngineClient): boolean {
    return this.#ready === client;
  }

  /** What was chosen and can be shown; null before the first style. */
  get look(): Look | null {
    return this.#applied && this.#lookOf(this.#applied);
  }

  /** The styles of the look that the engine was last given; empty before the first. */
  get ingredients(): readonly Ingredient[] {
    return this.#applied ? this.#ingredientsOf(this.#applied) : [];
  }

  /** Gives the engine its look again, after somebody else used it. */
  reapply(): void {
    this.#show();
  }

  /** Gives a new engine the look of the old one. */
  setClient(client: EngineClient | null): void {
    if (client === this.#client) return;
    this.#client = client;
    this.#ready = null;
    this.#pending.clear();
    this.#show();
    void this.#encode();
  }

  /** @param mix at least one part with a weight above 0. */
  choose(mix: readonly MixPart[]): void {
    this.#wanted = mix;
    this.#previewed = null;
    void this.#encode();
  }

  /** Shows `mix` in place of what is chosen, if it is encoded, else has it encoded. Null ends it. */
  preview(mix: readonly MixPart[] | null): void {
    if (mix === null && this.#previewed === null) return;
    const missing = mix?.find(({ id }) => !this.#codes.has(id));
    if (missing) {
      void this.code(missing.id).catch(() => undefined);
      return;
    }
    this.#previewed = mix;
    this.#show();
  }

  /** @param strength 0..1 */
  setStrength(strength: number): void {
    this.#strength = strength;
    this.#show();
  }

  /**
   * The code of a style, encoded now if it was not before.
   * @throws AbortError, also when there is no engine; ImpastoError `unreadable-picture` and what the engine throws.
   */
  async code(id: string, signal?: AbortSignal): Promise<StyleCode> {
    const known = this.#codes.get(id);
    if (known) return known;
    const pending = this.#pending.get(id) ?? this.#startEncoding(id);
    const code = await pending;
    signal?.throwIfAborted();
    return code;
  }

  destroy(): void {
    this.#encoding.cancel();
    this.#deps.transition.destroy();
    this.#client = this.#ready = null;
  }

  #startEncoding(id: string): Promise<StyleCode> {
    const client = this.#client;
    if (!client) throw new DOMException('There is no engine yet.', 'AbortError');
    const job = this.#encodeOne(id, client)
      // One failure of the engine may be a passing one; a second one is told.
      .catch((error: unknown) => {
        if (!isImpastoError(error, 'engine-failed') || client !== this.#client) throw error;
        return this.#encodeOne(id, client);
      })
      .then((code) => {
        this.#codes.set(id, code);
        return code;
      })
      .finally(() => {
        if (this.#pending.get(id) === job) this.#pending.delete(id);
      });
    this.#pending.set(id, job);
    return job;
  }

  async #encode(): Promise<void> {
    const client = this.#client;
    const mix = this.#wanted;
    const signal = this.#encoding.begin();
    if (!client || mix.length === 0) {
      this.#setEncoding(null);
      return;
    }
    try {
      for (const { id } of mix) {
        if (this.#codes.has(id)) continue;
        this.#setEncoding(id);
        await this.code(id, signal);
      }
      if (signal.aborted) return;
      this.#applied = mix;
      this.#show();
    } catch (error) {
      // An engine that is gone is replaced by its host; the new one starts the encoding again.
      if (signal.aborted || isAbortError(error) || client !== this.#client) return;
      this.#deps.onFailed(this.#encodingId ?? '', this.#applied?.[0]?.id ?? null, error);
    } finally {
      if (!signal.aborted) this.#setEncoding(null);
    }
  }

  async #encodeOne(id: string, client: EngineClient): Promise<StyleCode> {
    const { library, engine } = this.#deps;
    const recipe = library.recipe(id);
    if (recipe)
      return recipeCode(recipe, engine.network, async (picture) =>
        client.encodeStyle(await decodePicture(picture, artworkLongSide)),
      );
    const known = await library.galleryCode(id, engine.network);
    return known ?? client.encodeStyle(await library.picture(id));
  }

  #ingredientsOf(mix: readonly MixPart[]): readonly Ingredient[] {
    return mix.flatMap(({ id, weight }) => {
      const code = this.#codes.get(id);
      return code ? [{ id, code, weight }] : [];
    });
  }

  #lookOf(mix: readonly MixPart[]): Look {
    const parts = this.#ingredientsOf(mix).map(({ code, weight }) => ({ code, weight }));
    return { mix: parts, strength: this.#strength };
  }

  #show(): void {
    const mix = this.#previewed ?? this.#applied;
    if (!mix || !this.#client) return;
    // Before the transition: what it announces may be drawn at once.
    this.#ready = this.#client;
    this.#deps.transition.set(this.#client, this.#lookOf(mix));
  }

  #setEncoding(id: string | null): void {
    if (this.#encodingId === id) return;
    this.#encodingId = id;
    this.#deps.onChange();
  }
}
