/** Adding and removing the user's own styles, from pictures, frames and style packs, with a notice for each outcome. */
import { isAbortError } from '../../shared/async/abort';
import { isImpastoError } from '../../shared/errors';
import type { Notice, Settings } from '../api/session-state';
import type { SecondPlace } from '../api/two-styles-api';
import { encodeFrame, maxPictureBytes } from '../sources/decode-picture';
import type { SourceManager } from '../sources/source-manager';
import type { Keeping, StyleLibrary } from '../library/style-library';
import { isStylePack } from './style-pack-file';

export interface OwnStyleActionsDeps {
  readonly library: StyleLibrary;
  readonly sources: Pick<SourceManager, 'current'>;
  readonly notify: (notice: Notice) => void;
}

/** A style that came into the library; a pack brings settings of its look. */
export interface AddedStyle {
  readonly id: string;
  readonly look?: Pick<Settings, 'strength' | 'keepColours' | 'strokeScale'>;
  /** Another style that came with it, beside it. */
  readonly second?: { readonly id: string; readonly strength: number; readonly place: SecondPlace };
}

/** A style that was taken out. */
export interface RemovedStyle {
  readonly title: string;
  readonly undo: () => Promise<void>;
}

export class OwnStyleActions {
  readonly #deps: OwnStyleActionsDeps;

  constructor(deps: OwnStyleActionsDeps) {
    this.#deps = deps;
  }

  /** Adds a picture, or a style pack. Resolves to null when it is refused. @throws AbortError. */
  async add(picture: Blob, title: string, signal?: AbortSignal): Promise<AddedStyle | null> {
    if (isStylePack(picture)) return this.#addPack(picture, title, signal);
    const { library, notify } = this.#deps;
    if (picture.size > maxPictureBytes) {
      notify({ code: 'style-too-large', name: title });
      return null;
    }
    try {
      const { id, keeping } = await library.add(picture, title, signal);
      this.#tellAdded(title, keeping);
      return { id };
    } catch (error) {
      if (isAbortError(error)) throw error;
      const heic = isImpastoError(error, 'unreadable-heic');
      notify({ code: heic ? 'style-heic' : 'style-unreadable', name: title });
      return null;
    }
  }

  /** Adds the current, unstyled frame. Resolves to null when there is none. @throws AbortError. */
  async addFrame(title: string, signal?: AbortSignal): Promise<AddedStyle | null> {
    const picture = await this.#framePicture();
    signal?.throwIfAborted();
    if (picture) return this.add(picture, title, signal);
    this.#deps.notify({ code: 'no-frame-yet' });
    return null;
  }

  /** Resolves to null when there is no such style. */
  async remove(id: string): Promise<RemovedStyle | null> {
    const removed = await this.#deps.library.remove(id);
    if (!removed) return null;
    return { title: removed.title, undo: async () => this.#tellKeeping(await removed.undo()) };
  }

  /** The current frame as JPEG; null while there is none, or the source fails. */
  async #framePicture(): Promise<Blob | null> {
    try {
      const frame = await this.#deps.sources.current?.grab();
      return frame ? await encodeFrame(frame) : null;
    } catch {
      return null;
    }
  }

  async #addPack(file: Blob, name: string, signal?: AbortSignal): Promise<AddedStyle | null> {
    try {
      // The packs' format is loaded when it is first needed.
      const { importLook } = await import('./look-files');
      const { style, second, pack } = await importLook(file, signal);
      this.#tellAdded(style.title, await this.#deps.library.insert(style));
      if (second) this.#tellAdded(second.title, await this.#deps.library.insert(second));
      const { strength, keepColours, strokeScale = 1 } = pack;
      const look = { strength, keepColours, strokeScale };
      if (!second || !pack.second) return { id: style.id, look };
      const { place, strength: ofSecond } = pack.second;
      return { id: style.id, look, second: { id: second.id, strength: ofSecond, place } };
    } catch (error) {
      if (isAbortError(error)) throw error;
      this.#deps.notify({ code: 'pack-refused', name });
      return null;
    }
  }

  #tellAdded(title: string, keeping: Keeping): void {
    this.#deps.notify({ code: 'style-added', title });
    this.#tellKeeping(keeping);
  }

  #tellKeeping(keeping: Keeping): void {
    if (keeping === 'this-visit') this.#deps.notify({ code: 'styles-not-kept' });
    if (keeping === 'storage-full') this.#deps.notify({ code: 'storage-full' });
  }
}
