/**
 * Looks as files: style packs come in and go out. The packs' format is
 * loaded when it is first needed. Owns nothing: library, choice and engine are the session's.
 */
import { isAbortError } from '../../shared/abort';
import type { SharingApi } from '../api/sharing-api';
import type { Notice, Settings, Still } from '../api/session-state';
import type { StyleChoice } from './style-choice';
import type { Keeping, StyleLibrary } from './style-library';

/** What sharing needs of the session. */
export interface SharingDeps {
  readonly library: StyleLibrary;
  readonly choice: StyleChoice;
  /** Hash of the running networks. */
  readonly network: () => string;
  readonly settings: () => Settings;
  readonly still: (signal?: AbortSignal) => Promise<Still | null>;
  /** Chooses a style that came in and tells how it is kept. */
  readonly added: (id: string, title: string, keeping: Keeping) => void;
  /** Applies what came with a pack. */
  readonly apply: (look: Pick<Settings, 'strength' | 'keepColours' | 'strokeScale'>) => void;
  readonly notify: (notice: Notice) => void;
}

export class Sharing implements SharingApi {
  readonly #stage: SharingDeps;

  constructor(stage: SharingDeps) {
    this.#stage = stage;
  }

  async pack(signal?: AbortSignal): Promise<File | null> {
    const { library, choice, network, settings, notify } = this.#stage;
    if (choice.ingredients.length === 0) {
      notify({ code: 'no-frame-yet' });
      return null;
    }
    try {
      const { exportLook } = await import('./look-files');
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

  /** Adds what a style pack holds. Resolves to its id, or null when refused (a notice says why). @throws AbortError. */
  async addPack(file: Blob, name: string, signal?: AbortSignal): Promise<string | null> {
    try {
      const { importLook } = await import('./look-files');
      const { style, pack } = await importLook(file, signal);
      this.#stage.added(style.id, style.title, await this.#stage.library.insert(style));
      this.#stage.apply({ ...pack, strokeScale: pack.strokeScale ?? 1 });
      return style.id;
    } catch (error) {
      if (isAbortError(error)) throw error;
      this.#stage.notify({ code: 'pack-refused', name });
      return null;
    }
  }
}
