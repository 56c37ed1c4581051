/**
 * The look as the user chooses it: style, mix and strength, what was chosen before, order and favourites. Owns the
 * thumbnails; `destroy()` ends them.
 */
import { isImpastoError } from '../../shared/errors';
import { Latest } from '../../shared/async/latest';
import { shuffled } from '../../shared/shuffled';
import type { StylesApi, StylesSnapshot, MixPart } from '../api/styles-api';
import { mixLimit } from '../api/styles-api';
import type { SceneThumbnails } from './scene-thumbnails';
import type { Notice, StyleEntry } from '../api/session-state';
import type { AppSettings } from '../state/app-settings';
import type { AddedStyle, OwnStyleActions } from './own-style-actions';
import type { ChosenMix, StyleChoice } from './style-choice';
import type { BrushApi, OtherStyle } from '../api/two-styles-api';
import type { StyleLibrary } from '../library/style-library';
import type { StylePreferences } from './style-preferences';
import { TwoStyles } from './two-styles';
import type { ChosenLook } from './two-styles';

/** Looks that can be taken back. */
const historyLength = 50;

export interface StyleSelectionDeps {
  readonly library: StyleLibrary;
  readonly choice: StyleChoice;
  readonly preferences: StylePreferences;
  readonly thumbnails: SceneThumbnails;
  readonly ownStyles: OwnStyleActions;
  readonly brush: BrushApi;
  readonly settings: AppSettings;
  readonly notify: (notice: Notice) => void;
  readonly onChange: () => void;
}

export class StyleSelection implements StylesApi {
  readonly two: TwoStyles;
  readonly #deps: StyleSelectionDeps;
  #history: readonly ChosenLook[] = [];
  /** The present look came by itself: the one a person chose is at the end of the history. */
  #drifting = false;
  /** A style that takes its time to be added is chosen only if no other was meanwhile. */
  readonly #adding = new Latest();

  constructor(deps: StyleSelectionDeps) {
    this.#deps = deps;
    this.two = new TwoStyles({
      brush: deps.brush,
      settings: deps.settings,
      entries: () => this.entries,
      show: (look, step) => {
        if (step) this.#remember();
        const { styleId, mix } = deps.settings.current;
        if (look.styleId !== styleId || look.mix !== mix) this.#adding.cancel();
        this.#show(look);
      },
    });
  }

  get snapshot(): StylesSnapshot {
    const { preferences, brush } = this.#deps;
    return {
      favourites: preferences.favourites,
      undoable: this.#history.length > 0,
      brush: { undoable: brush.undoable, empty: brush.empty },
    };
  }

  /** All styles, in the user's order. */
  get entries(): readonly StyleEntry[] {
    return this.#deps.preferences.sort(this.#deps.library.entries);
  }

  /** Title of the chosen style. */
  get title(): string {
    return this.#deps.library.find(this.#deps.settings.current.styleId)?.title ?? '';
  }

  choose(id: string): void {
    if (this.#knows(id)) this.#choose({ styleId: id, mix: [] });
  }

  /** As `choose`, for styles that come by themselves: all of them together are one step back. */
  drift(id: string): void {
    if (!this.#knows(id)) return;
    if (!this.#drifting) this.#remember();
    this.#drifting = true;
    this.#adding.cancel();
    this.#show({ styleId: id, mix: [] });
  }

  setStrength(strength: number): void {
    const legal = Math.min(1, Math.max(0, strength));
    this.#deps.settings.change({ strength: legal });
    this.#deps.choice.setStrength(legal);
  }

  setMix(parts: readonly MixPart[]): void {
    const mix = this.#legal(parts);
    const strongest = mix.toSorted((a, b) => b.weight - a.weight)[0];
    if (!strongest) return;
    this.#choose({ styleId: strongest.id, mix: mix.length > 1 ? mix : [] });
  }

  preview(parts: readonly MixPart[] | null): void {
    const mix = parts && this.#legal(parts);
    if (mix?.length !== 0) this.#deps.choice.preview(mix);
  }

  undo(): void {
    const last = this.#history.at(-1);
    if (!last) return;
    this.#history = this.#history.slice(0, -1);
    this.#drifting = false;
    this.#adding.cancel();
    // The strength goes with the style only where there are two: a slider that moves by itself is not expected.
    const { strength, ...look } = last;
    this.#show(last.second === this.#deps.settings.current.second ? look : { ...look, strength });
  }

  surprise(what: 'style' | 'mix'): void {
    const { styleId } = this.#deps.settings.current;
    const others = shuffled(this.entries.filter(({ id }) => id !== styleId));
    if (what === 'style') {
      const [any] = others;
      if (any) this.choose(any.id);
      return;
    }
    const count = 2 + Math.floor(Math.random() * 2);
    this.setMix(others.slice(0, count).map(({ id }) => ({ id, weight: 0.25 + 0.75 * Math.random() })));
  }

  setFavourite(id: string, on: boolean): void {
    this.#deps.preferences.setFavourite(id, on);
    this.#deps.onChange();
  }

  moveStyle(id: string, before: string | null): void {
    this.#deps.preferences.move(id, before, this.entries);
    this.#deps.onChange();
  }

  watchScene(ids: readonly string[]): void {
    this.#deps.thumbnails.watch(ids);
  }

  scene(id: string): ImageData | null {
    return this.#deps.thumbnails.get(id);
  }

  async add(picture: Blob, title: string, signal?: AbortSignal): Promise<string | null> {
    const adding = this.#adding.begin();
    return this.#chooseAdded(await this.#deps.ownStyles.add(picture, title, signal), adding);
  }

  async addFrame(title: string, signal?: AbortSignal): Promise<string | null> {
    const adding = this.#adding.begin();
    return this.#chooseAdded(await this.#deps.ownStyles.addFrame(title, signal), adding);
  }

  async remove(id: string): Promise<void> {
    const { styleId, mix } = this.#deps.settings.current;
    const wasChosen = styleId === id || mix.some((part) => part.id === id);
    const removed = await this.#deps.ownStyles.remove(id);
    if (!removed) return;
    const [next] = this.entries;
    if (wasChosen && next) this.choose(next.id);
    if (next) this.two.forget(id, next.id);
    this.#forget(id);
    this.#deps.onChange();
    const undo = (): void =>
      void removed.undo().then(() => {
        this.#deps.onChange();
        if (wasChosen) this.choose(id);
      });
    this.#deps.notify({ code: 'style-removed', title: removed.title, undo });
  }

  /** A removed style cannot be gone back to, nor stay in a mix. */
  #forget(id: string): void {
    const without = ({ styleId, mix }: OtherStyle): boolean =>
      styleId !== id && mix.every((part) => part.id !== id);
    this.#history = this.#history.filter(
      (look) => without(look) && (look.second === null || without(look.second.other)),
    );
  }

  /** Shows what the settings say, e.g. at the start. */
  restore(): void {
    const { second, ...inHand } = this.#deps.settings.current;
    const other = second && {
      ...this.#chosen(second.other),
      first: second.secondInHand,
      place: second.place,
    };
    this.#deps.choice.choose({ ...this.#chosen(inHand), other });
  }

  #chosen({ styleId, mix, strength }: OtherStyle): ChosenMix {
    const legal = this.#legal(mix);
    return { mix: legal.length > 1 ? legal : [{ id: styleId, weight: 1 }], strength };
  }

  /** `id` cannot be shown: `fallbackId` is, or the first of the gallery. */
  failed(id: string, fallbackId: string | null, error: unknown): void {
    const { entries } = this;
    const { settings } = this.#deps;
    const { second, styleId, mix } = settings.current;
    // The other of two styles: the one in hand goes on alone.
    if (second && styleId !== id && mix.every((part) => part.id !== id)) {
      settings.useForNow({ second: null });
      this.restore();
      this.#tellFailed(id, error);
      return;
    }
    const next = fallbackId ?? entries.find(({ origin }) => origin === 'gallery')?.id;
    if (next !== undefined && next !== id) {
      // Not saved: a page that is being left cancels its downloads, which must not cost the user's choice.
      settings.useForNow({ styleId: next, mix: [] });
      this.restore();
    }
    this.#tellFailed(id, error);
  }

  #tellFailed(id: string, error: unknown): void {
    const title = this.entries.find((entry) => entry.id === id)?.title ?? id;
    this.#deps.notify({
      code: isImpastoError(error, 'unreachable-picture') ? 'style-unreachable' : 'style-failed',
      title,
    });
  }

  destroy(): void {
    this.#deps.thumbnails.destroy();
  }

  #chooseAdded(added: AddedStyle | null, adding: AbortSignal): string | null {
    if (!added) return null;
    const { id, look, second } = added;
    this.#deps.onChange();
    if (adding.aborted) return id;
    if (!look) {
      this.choose(id);
      return id;
    }
    const { strength, ...others } = look;
    if (second) {
      const other = { styleId: second.id, mix: [], strength: second.strength };
      this.two.show({ styleId: id, mix: [], strength }, other, second.place);
    } else {
      this.choose(id);
      this.setStrength(strength);
    }
    this.#deps.settings.change(others);
    return id;
  }

  #choose(look: Pick<ChosenLook, 'styleId' | 'mix'>): void {
    const { styleId, mix } = this.#deps.settings.current;
    // Dragging the puck of the mixing pad is one undo step.
    const sameStyles =
      look.mix.length > 0 &&
      mix.length === look.mix.length &&
      mix.every(({ id }, index) => id === look.mix[index]?.id);
    const same = look.styleId === styleId && look.mix.length === 0 && mix.length === 0;
    if (!sameStyles && !same) this.#remember();
    this.#drifting = false;
    this.#adding.cancel();
    this.#show(look);
  }

  #remember(): void {
    const { styleId, mix, strength, second } = this.#deps.settings.current;
    this.#history = [...this.#history, { styleId, mix, strength, second }].slice(-historyLength);
  }

  #show(look: Partial<ChosenLook>): void {
    this.#deps.settings.change(look);
    this.restore();
  }

  #knows(id: string): boolean {
    return this.entries.some((entry) => entry.id === id);
  }

  #legal(parts: readonly MixPart[]): readonly MixPart[] {
    const known = parts
      .filter(({ id, weight }) => weight >= 0 && weight < Infinity && this.#knows(id))
      .slice(0, mixLimit);
    return known.some(({ weight }) => weight > 0) ? known : [];
  }
}
