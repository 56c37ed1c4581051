/**
 * Adding and removing the user's own styles, with a notice for each outcome. Apart from the session, which has enough
 * to do with the live picture. Owns nothing.
 */
import { isAbortError } from '../../shared/abort';
import { encodeFrame, maxPictureBytes } from '../sources/decode-picture';
import type { OpenSource } from '../sources/frame-source';
import type { StyleSelection } from './style-selection';
import type { Notice, Settings, StyleEntry } from '../api/session-state';
import type { Keeping, StyleLibrary } from './style-library';
import { isStylePack } from './style-pack-file';

export interface OwnStyleActionsDeps {
  readonly library: StyleLibrary;
  readonly looks: StyleSelection;
  readonly source: () => OpenSource | null;
  readonly settings: () => Settings;
  readonly entries: () => readonly StyleEntry[];
  readonly notify: (notice: Notice) => void;
  /** Takes a style pack in. */
  readonly addPack: (pack: Blob, name: string, signal?: AbortSignal) => Promise<string | null>;
  /** The styles changed. */
  readonly onChange: () => void;
}

export class OwnStyleActions {
  readonly #parts: OwnStyleActionsDeps;

  constructor(parts: OwnStyleActionsDeps) {
    this.#parts = parts;
  }

  /** Adds a picture, or a style pack, and chooses it. Resolves to null when it is refused. @throws AbortError. */
  async add(picture: Blob, title: string, signal?: AbortSignal): Promise<string | null> {
    const { library, notify, addPack } = this.#parts;
    if (isStylePack(picture)) return addPack(picture, title, signal);
    if (picture.size > maxPictureBytes) {
      notify({ code: 'style-too-large', name: title });
      return null;
    }
    try {
      const { id, keeping } = await library.add(picture, title, signal);
      this.added(id, title, keeping);
      return id;
    } catch (error) {
      if (isAbortError(error)) throw error;
      notify({ code: 'style-unreadable', name: title });
      return null;
    }
  }

  /** Chooses a style that came into the library and tells how it is kept. */
  added(id: string, title: string, keeping: Keeping): void {
    const { looks, notify, onChange } = this.#parts;
    onChange();
    looks.choose(id);
    notify({ code: 'style-added', title });
    this.#tellKeeping(keeping);
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
        this.#tellKeeping(keeping);
        onChange();
        if (wasChosen) looks.choose(id);
      });
    notify({ code: 'style-removed', title: removed.title, undo });
  }

  #tellKeeping(keeping: Keeping): void {
    if (keeping === 'this-visit') this.#parts.notify({ code: 'styles-not-kept' });
    if (keeping === 'storage-full') this.#parts.notify({ code: 'storage-full' });
  }
}
