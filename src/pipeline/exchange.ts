/**
 * The person's own styles: added from pictures and style packs, removed, and given out as packs. The packs' format is
 * loaded when it is first needed. Owns nothing: library, choice and engine are the session's.
 */
import { isAbortError } from '../shared/abort';
import { maxPictureBytes } from './decode-picture';
import type { ExchangeApi } from './exchange-api';
import type { Notice, Settings, Still } from './session-state';
import type { StyleChoice } from './style-choice';
import type { Keeping, StyleLibrary } from './style-library';
import { isStylePack } from './style-pack-file';

/** What the exchange needs of the session. */
export interface ExchangeStage {
  readonly library: StyleLibrary;
  readonly choice: StyleChoice;
  /** Hash of the running networks. */
  readonly network: () => string;
  readonly settings: () => Settings;
  readonly still: (signal?: AbortSignal) => Promise<Still | null>;
  readonly choose: (id: string) => void;
  /** Applies what came with a pack. */
  readonly apply: (look: Pick<Settings, 'strength' | 'keepColours'>) => void;
  /** The library changed. */
  readonly changed: () => void;
  readonly notify: (notice: Notice) => void;
}

export class Exchange implements ExchangeApi {
  readonly #stage: ExchangeStage;

  constructor(stage: ExchangeStage) {
    this.#stage = stage;
  }

  async pack(signal?: AbortSignal): Promise<File | null> {
    const { library, choice, network, settings, notify } = this.#stage;
    if (choice.ingredients.length === 0) {
      notify({ code: 'no-frame-yet' });
      return null;
    }
    try {
      const { exportLook } = await import('./style-exchange');
      return await exportLook(library, choice.ingredients, { ...settings(), network: network() }, signal);
    } catch (error) {
      if (isAbortError(error)) throw error;
      notify({ code: 'pack-failed' });
      return null;
    }
  }

  async picture(signal?: AbortSignal): Promise<Blob | null> {
    return (await this.#stage.still(signal))?.blob ?? null;
  }

  /** Adds a picture, or a style pack, as own style. Resolves to its id, or null when refused (a notice says why). */
  async add(file: Blob, name: string, signal?: AbortSignal): Promise<string | null> {
    if (isStylePack(file)) return this.#addPack(file, name, signal);
    const { library, notify } = this.#stage;
    if (file.size > maxPictureBytes) {
      notify({ code: 'style-too-large', name });
      return null;
    }
    try {
      const { id, keeping } = await library.add(file, name, signal);
      this.#added(id, name, keeping);
      return id;
    } catch (error) {
      if (isAbortError(error)) throw error;
      notify({ code: 'style-unreadable', name });
      return null;
    }
  }

  async #addPack(file: Blob, name: string, signal?: AbortSignal): Promise<string | null> {
    try {
      const { importLook } = await import('./style-exchange');
      const { style, pack } = await importLook(file, signal);
      this.#added(style.id, style.title, await this.#stage.library.insert(style));
      this.#stage.apply(pack);
      return style.id;
    } catch (error) {
      if (isAbortError(error)) throw error;
      this.#stage.notify({ code: 'pack-refused', name });
      return null;
    }
  }

  /** Removes an own style; the notice carries its undo. */
  async remove(id: string): Promise<void> {
    const { library, settings, choose, changed, notify } = this.#stage;
    const wasChosen = settings().styleId === id;
    const removed = await library.remove(id);
    if (!removed) return;
    const [next] = library.entries;
    if (wasChosen && next) choose(next.id);
    else changed();
    const undo = (): void =>
      void removed.undo().then((keeping) => {
        this.#tellKeeping(keeping);
        changed();
        if (wasChosen) choose(id);
      });
    notify({ code: 'style-removed', title: removed.title, undo });
  }

  #added(id: string, title: string, keeping: Keeping): void {
    const { choose, notify } = this.#stage;
    choose(id);
    notify({ code: 'style-added', title });
    this.#tellKeeping(keeping);
  }

  #tellKeeping(keeping: Keeping): void {
    if (keeping === 'this-visit') this.#stage.notify({ code: 'styles-not-kept' });
    if (keeping === 'storage-full') this.#stage.notify({ code: 'storage-full' });
  }
}
