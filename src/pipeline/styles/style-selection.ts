/**
 * Choosing, mixing and keeping styles: turns what the interface wants into a choice, remembers what was chosen before,
 * and keeps order and favourites. Owns the thumbnails and the choice; `destroy()` ends both.
 */
import { isImpastoError } from '../../shared/errors';
import type { StylesApi, StylesSnapshot, MixPart } from '../api/styles-api';
import { MIX_LIMIT } from '../api/styles-api';
import type { SceneThumbnails } from './scene-thumbnails';
import type { Notice, Settings, StyleEntry } from '../api/session-state';
import type { StyleChoice } from './style-choice';
import type { StylePreferences } from './style-preferences';

/** Looks that can be taken back. */
const HISTORY = 50;

type ChosenLook = Pick<Settings, 'styleId' | 'mix'>;

export interface StyleSelectionDeps {
  readonly choice: StyleChoice;
  readonly shelf: StylePreferences;
  readonly thumbnails: SceneThumbnails;
  /** All styles, in the user's order. */
  readonly entries: () => readonly StyleEntry[];
  readonly settings: () => Settings;
  /** Keeps and publishes a look. */
  readonly keep: (look: ChosenLook) => void;
  /** Takes a look without saving it. */
  readonly keepForNow: (look: ChosenLook) => void;
  readonly notify: (notice: Notice) => void;
  readonly onChange: () => void;
}

export class StyleSelection implements StylesApi {
  readonly #parts: StyleSelectionDeps;
  #history: readonly ChosenLook[] = [];

  constructor(parts: StyleSelectionDeps) {
    this.#parts = parts;
  }

  get snapshot(): StylesSnapshot {
    return { favourites: this.#parts.shelf.favourites, undoable: this.#history.length > 0 };
  }

  /** One style alone. */
  choose(id: string): void {
    if (this.#knows(id)) this.#choose({ styleId: id, mix: [] });
  }

  setMix(parts: readonly MixPart[]): void {
    const mix = this.#legal(parts);
    const strongest = mix.toSorted((a, b) => b.weight - a.weight)[0];
    if (!strongest) return;
    this.#choose({ styleId: strongest.id, mix: mix.length > 1 ? mix : [] });
  }

  preview(parts: readonly MixPart[] | null): void {
    const mix = parts && this.#legal(parts);
    if (mix?.length !== 0) this.#parts.choice.preview(mix);
  }

  undo(): void {
    const last = this.#history.at(-1);
    if (!last) return;
    this.#history = this.#history.slice(0, -1);
    this.#show(last);
  }

  surprise(what: 'style' | 'mix'): void {
    const { styleId } = this.#parts.settings();
    const others = shuffled(this.#parts.entries().filter(({ id }) => id !== styleId));
    if (what === 'style') {
      const [any] = others;
      if (any) this.choose(any.id);
      return;
    }
    const count = 2 + Math.floor(Math.random() * 2);
    this.setMix(others.slice(0, count).map(({ id }) => ({ id, weight: 0.25 + 0.75 * Math.random() })));
  }

  setFavourite(id: string, on: boolean): void {
    this.#parts.shelf.setFavourite(id, on);
    this.#parts.onChange();
  }

  moveStyle(id: string, before: string | null): void {
    this.#parts.shelf.move(id, before, this.#parts.entries());
    this.#parts.onChange();
  }

  watchScene(ids: readonly string[]): void {
    this.#parts.thumbnails.watch(ids);
  }

  scene(id: string): ImageData | null {
    return this.#parts.thumbnails.get(id);
  }

  /** A removed style cannot be gone back to, nor stay in a mix. */
  forget(id: string): void {
    this.#history = this.#history.filter(
      ({ styleId, mix }) => styleId !== id && mix.every((part) => part.id !== id),
    );
  }

  /** Shows what the settings say, e.g. at the start. */
  restore(): void {
    const { styleId, mix } = this.#parts.settings();
    const legal = this.#legal(mix);
    this.#parts.choice.choose(legal.length > 1 ? legal : [{ id: styleId, weight: 1 }]);
  }

  /** `id` cannot be shown: `fallbackId` is, or the first of the gallery. */
  failed(id: string, fallbackId: string | null, error: unknown): void {
    const { entries, keepForNow, notify, onChange } = this.#parts;
    const next = fallbackId ?? entries().find(({ origin }) => origin === 'gallery')?.id;
    if (next !== undefined && next !== id) {
      // Not saved: a page that is being left cancels its downloads, which must not cost the user's choice.
      keepForNow({ styleId: next, mix: [] });
      this.restore();
      onChange();
    }
    const title = entries().find((entry) => entry.id === id)?.title ?? id;
    notify({
      code: isImpastoError(error, 'unreachable-picture') ? 'style-unreachable' : 'style-failed',
      title,
    });
  }

  destroy(): void {
    this.#parts.thumbnails.destroy();
    this.#parts.choice.destroy();
  }

  #choose(look: ChosenLook): void {
    const { styleId, mix } = this.#parts.settings();
    // A puck on its way is one choice, not hundreds.
    const sameStyles =
      look.mix.length > 0 &&
      mix.length === look.mix.length &&
      mix.every(({ id }, index) => id === look.mix[index]?.id);
    const same = look.styleId === styleId && look.mix.length === 0 && mix.length === 0;
    if (!sameStyles && !same) this.#history = [...this.#history, { styleId, mix }].slice(-HISTORY);
    this.#show(look);
  }

  #show(look: ChosenLook): void {
    this.#parts.keep(look);
    this.restore();
  }

  #knows(id: string): boolean {
    return this.#parts.entries().some((entry) => entry.id === id);
  }

  #legal(parts: readonly MixPart[]): readonly MixPart[] {
    const known = parts
      .filter(({ id, weight }) => weight >= 0 && weight < Infinity && this.#knows(id))
      .slice(0, MIX_LIMIT);
    return known.some(({ weight }) => weight > 0) ? known : [];
  }
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[]): T[] {
  const out = [...items];
  for (let last = out.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    const [a, b] = [out[last], out[other]];
    if (a === undefined || b === undefined) continue;
    out[last] = b;
    out[other] = a;
  }
  return out;
}
