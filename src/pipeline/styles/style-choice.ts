/**
 * From the chosen styles to the engine's look: encodes artworks (each once), keeps their codes, and gives the engine
 * mixes, strengths and the second style's mask. The newest choice wins; one that fails leaves the picture as it was. Owns the encodings in progress
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
import type { SecondPlace } from '../api/two-styles-api';
import type { LookTransition } from './look-transition';
import { MaskOfPlace, secondMask } from './second-mask';
import type { StyleLibrary } from '../library/style-library';
import { recipeCode } from '../library/style-recipe';
import type { Look, StyleCode, StyleMask, StyleMix } from '../../workers/networks/types';

export interface StyleChoiceDeps {
  readonly library: StyleLibrary;
  /** Its networks: codes in a recipe count only for the networks that made them. */
  readonly engine: Pick<EngineSupervisor, 'network'>;
  /** Gives the engine a look, at once or gently. */
  readonly transition: LookTransition;
  /** Where the second style is painted by hand. */
  readonly brush: { readonly mask: StyleMask };
  /** Width by height of the painted picture; null while there is none. */
  readonly aspect: () => number | null;
  /** `encodingId` changed. */
  readonly onChange: () => void;
  /** `id` could not be encoded; `fallbackId` is what is still shown, if anything. */
  readonly onFailed: (id: string, fallbackId: string | null, error: unknown) => void;
}

/** At least one part with a weight above 0, and a strength, 0..1. */
export interface ChosenMix {
  readonly mix: readonly MixPart[];
  readonly strength: number;
}

/** The look in hand, and the other one in the same picture, if any. */
export interface ChosenStyles extends ChosenMix {
  readonly other: OtherMix | null;
}

export interface OtherMix extends ChosenMix {
  /** It is the first of the two; the one in hand is the second. */
  readonly first: boolean;
  /** Where the second is. */
  readonly place: SecondPlace;
}

/** A look, and which of its two styles is in hand; of one alone, the first. */
export interface PlacedLook {
  readonly look: Look;
  readonly secondInHand: boolean;
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
  #wanted: ChosenStyles | null = null;
  /** What was chosen and is on screen: all of it is encoded. */
  #applied: ChosenStyles | null = null;
  /** Shown in place of the mix in hand. */
  #previewed: readonly MixPart[] | null = null;
  readonly #mask = new MaskOfPlace();
  /** The one that the engine was given. */
  #sent: StyleMask | null = null;
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

  /** What is chosen, as far as it can be shown, in a picture of another shape; null before the first style. */
  lookFor(aspect: number): PlacedLook | null {
    const { other } = this.#applied ?? {};
    if (!this.#applied) return null;
    const mask = other ? secondMask(other.place, aspect, this.#deps.brush.mask) : null;
    return { look: this.#lookOf(this.#applied, mask), secondInHand: other?.first ?? false };
  }

  /** The styles of the look in hand that the engine was last given; empty before the first. */
  get ingredients(): readonly Ingredient[] {
    return this.#applied ? this.#ingredientsOf(this.#applied.mix) : [];
  }

  /** The same of the other of two styles. */
  get otherIngredients(): readonly Ingredient[] {
    return this.#ingredientsOf(this.#applied?.other?.mix ?? []);
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

  choose(styles: ChosenStyles): void {
    this.#wanted = styles;
    this.#previewed = null;
    void this.#encode();
  }

  /** The picture may have another shape, or something else be painted on it: the second style's mask is another then. */
  reshape(): void {
    const place = this.#applied?.other?.place;
    if (place && this.#maskOf(place) !== this.#sent) this.#show();
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

  /** Of the look in hand. @param strength 0..1 */
  setStrength(strength: number): void {
    if (this.#wanted) this.#wanted = { ...this.#wanted, strength };
    if (this.#applied) this.#applied = { ...this.#applied, strength };
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
    const wanted = this.#wanted;
    const signal = this.#encoding.begin();
    if (!client || !wanted) {
      this.#setEncoding(null);
      return;
    }
    try {
      for (const { id } of [...wanted.mix, ...(wanted.other?.mix ?? [])]) {
        if (this.#codes.has(id)) continue;
        this.#setEncoding(id);
        await this.code(id, signal);
      }
      if (signal.aborted) return;
      // As it is now: the strength may have changed meanwhile.
      this.#applied = this.#wanted;
      this.#show();
    } catch (error) {
      // An engine that is gone is replaced by its host; the new one starts the encoding again.
      if (signal.aborted || isAbortError(error) || client !== this.#client) return;
      this.#deps.onFailed(this.#encodingId ?? '', this.#applied?.mix[0]?.id ?? null, error);
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

  #mixOf({ mix, strength }: ChosenMix): StyleMix {
    return { mix: this.#ingredientsOf(mix).map(({ code, weight }) => ({ code, weight })), strength };
  }

  #lookOf({ other, ...inHand }: ChosenStyles, mask: StyleMask | null): Look {
    const hand = this.#mixOf(inHand);
    if (!other || !mask) return hand;
    const [first, second] = other.first ? [this.#mixOf(other), hand] : [hand, this.#mixOf(other)];
    return { ...first, second: { ...second, mask, behindPeople: other.place.kind === 'people' } };
  }

  /** Before the first picture its shape is not known yet. */
  #maskOf(place: SecondPlace): StyleMask {
    const { aspect, brush } = this.#deps;
    return this.#mask.of(place, aspect() ?? 1, brush.mask);
  }

  #show(): void {
    const chosen = this.#applied;
    if (!chosen || !this.#client) return;
    // Before the transition: what it announces may be drawn at once.
    this.#ready = this.#client;
    const seen = this.#previewed ? { ...chosen, mix: this.#previewed } : chosen;
    const mask = seen.other ? this.#maskOf(seen.other.place) : null;
    this.#sent = mask;
    this.#deps.transition.set(this.#client, this.#lookOf(seen, mask));
  }

  #setEncoding(id: string | null): void {
    if (this.#encodingId === id) return;
    this.#encodingId = id;
    this.#deps.onChange();
  }
}
