/**
 * Adding and removing the user's own styles, with a notice for each outcome. Apart from the session, which has enough
 * to do with the live picture. Owns nothing.
 */
import { isAbortError } from '../shared/abort';
import { encodeFrame, maxPictureBytes } from './decode-picture';
import type { OpenSource } from './frame-source';
import type { LookDesk } from './look-desk';
import type { Notice, Settings, StyleEntry } from './session-state';
import type { StyleLibrary } from './style-library';

export interface StyleKeeperParts {
  readonly library: StyleLibrary;
  readonly looks: LookDesk;
  readonly source: () => OpenSource | null;
  readonly settings: () => Settings;
  readonly entries: () => readonly StyleEntry[];
  readonly notify: (notice: Notice) => void;
  /** The styles changed. */
  readonly onChange: () => void;
}

export class StyleKeeper {
  readonly #parts: StyleKeeperParts;

  constructor(parts: StyleKeeperParts) {
    this.#parts = parts;
  }

  /** Adds a picture and chooses it. Resolves to null when it is refused. @throws AbortError. */
  async add(picture: Blob, title: string, signal?: AbortSignal): Promise<string | null> {
    const { library, looks, notify, onChange } = this.#parts;
    if (picture.size > maxPictureBytes) {
      notify({ code: 'style-too-large', name: title });
      return null;
    }
    try {
      const { id, keeping } = await library.add(picture, title, signal);
      onChange();
      looks.choose(id);
      notify({ code: 'style-added', title });
      if (keeping === 'this-visit') notify({ code: 'styles-not-kept' });
      if (keeping === 'storage-full') notify({ code: 'storage-full' });
      return id;
    } catch (error) {
      if (isAbortError(error)) throw error;
      notify({ code: 'style-unreadable', name: title });
      return null;
    }
  }

  /** Adds the current, unstyled frame. */
  async addFrame(title: string, signal?: AbortSignal): Promise<string | null> {
    const frame = await this.#parts.source()?.grab();
    if (!frame) {
      this.#parts.notify({ code: 'no-frame-yet' });
      return null;
    }
    return this.add(await encodeFrame(frame), title, signal);
  }

  /** Removes an own style; the notice carries the way back. */
  async remove(id: string): Promise<void> {
    const { library, looks, settings, entries, notify, onChange } = this.#parts;
    const { styleId, mix } = settings();
    const wasChosen = styleId === id || mix.some((part) => part.id === id);
    const removed = await library.remove(id);
    if (!removed) return;
    const [next] = entries();
    if (wasChosen && next) looks.choose(next.id);
    looks.forget(id);
    onChange();
    const undo = (): void =>
      void removed.undo().then((keeping) => {
        if (keeping !== 'kept') notify({ code: keeping === 'storage-full' ? keeping : 'styles-not-kept' });
        onChange();
        if (wasChosen) looks.choose(id);
      });
    notify({ code: 'style-removed', title: removed.title, undo });
  }
}
