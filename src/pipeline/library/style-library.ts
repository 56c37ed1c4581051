/**
 * All styles one can choose: the gallery and the user's own, with their object URLs. Owns the own styles' database
 * and URLs; `destroy()` frees both.
 */
import { ImpastoError, messageOf } from '../../shared/errors';
import { artworkLongSide } from '../../shared/picture';
import { decodePicture } from '../sources/decode-picture';
import { gallery } from './gallery';
import { GalleryCodes } from './gallery-codes';
import { makeOwnStyle, OwnStyles } from './own-styles';
import type { OwnStyle } from './own-styles';
import type { StyleEntry } from '../api/session-state';
import type { StyleRecipe } from './style-recipe';
import type { StyleCode } from '../../workers/networks/types';

interface Kept {
  readonly style: OwnStyle;
  readonly entry: StyleEntry;
}

/** Whether an own style will still be there after a reload. */
export type Keeping = 'kept' | 'this-visit' | 'storage-full';

export class StyleLibrary {
  readonly #database: OwnStyles;
  readonly #galleryCodes = new GalleryCodes();
  #own: readonly Kept[];

  private constructor(database: OwnStyles, own: readonly OwnStyle[]) {
    this.#database = database;
    this.#own = own.map(toKept);
    this.#galleryCodes.load();
  }

  static async open(): Promise<StyleLibrary> {
    const database = await OwnStyles.open();
    return new StyleLibrary(database, await database.list());
  }

  /** The browser has cleared what was kept since the last visit. */
  get cleared(): boolean {
    return this.#database.cleared;
  }

  /** Own styles first, newest first: what was just added is at hand. */
  get entries(): readonly StyleEntry[] {
    return [...this.#own.map((kept) => kept.entry).reverse(), ...gallery];
  }

  find(id: string): StyleEntry | undefined {
    return this.entries.find((entry) => entry.id === id);
  }

  /** `id` where it is here, else the first of the gallery; empty when there is none. */
  knownOr(id: string): string {
    return (this.find(id) ?? this.entries.find(({ origin }) => origin === 'gallery'))?.id ?? '';
  }

  /** @throws ImpastoError `unreadable-picture`; AbortError. */
  async add(
    picture: Blob,
    title: string,
    signal?: AbortSignal,
  ): Promise<{ readonly id: string; readonly keeping: Keeping }> {
    const style = await makeOwnStyle(picture, title, signal);
    return { id: style.id, keeping: await this.insert(style) };
  }

  /** What an own style that came in a pack is made of. */
  recipe(id: string): StyleRecipe | undefined {
    return this.#own.find(({ style }) => style.id === id)?.style.recipe;
  }

  /**
   * The code of a gallery style, known beforehand.
   * @param network hash of the networks that run
   * @returns null where the artwork has to be read
   */
  async galleryCode(id: string, network: string): Promise<StyleCode | null> {
    return this.find(id)?.origin === 'gallery' ? this.#galleryCodes.code(id, network) : null;
  }

  /** Removes an own style; resolves to the way back, or null when there is no such own style. */
  async remove(
    id: string,
  ): Promise<{ readonly title: string; readonly undo: () => Promise<Keeping> } | null> {
    const kept = this.#own.find(({ style }) => style.id === id);
    if (!kept) return null;
    this.#own = this.#own.filter((other) => other !== kept);
    revoke(kept);
    // A database that fails brings the style back at the next visit; the way back must be there now.
    await this.#database.remove(id).catch(() => undefined);
    return { title: kept.style.title, undo: () => this.insert(kept.style) };
  }

  /**
   * The artwork, of at most `artworkLongSide`; the caller closes it.
   * @throws ImpastoError `unreachable-picture` or `unreadable-picture`; AbortError.
   */
  async picture(id: string, signal?: AbortSignal): Promise<ImageBitmap> {
    const own = this.#own.find(({ style }) => style.id === id);
    if (own) return decodePicture(own.style.picture, artworkLongSide, signal);
    const entry = this.find(id);
    if (!entry) throw new ImpastoError('unreadable-picture', `There is no style "${id}".`);
    let response: Response;
    try {
      response = await fetch(entry.pictureUrl, signal ? { signal } : {});
    } catch (error) {
      signal?.throwIfAborted();
      throw new ImpastoError('unreachable-picture', messageOf(error), { cause: error });
    }
    if (!response.ok)
      throw new ImpastoError('unreachable-picture', `The server answered ${response.status}.`);
    return decodePicture(await response.blob(), artworkLongSide, signal);
  }

  /** Puts a finished own style in its place. */
  async insert(style: OwnStyle): Promise<Keeping> {
    this.#own = [...this.#own, toKept(style)].sort((a, b) => a.style.createdAt - b.style.createdAt);
    if (!this.#database.available) return 'this-visit';
    try {
      await this.#database.put(style);
      return 'kept';
    } catch (error) {
      return error instanceof DOMException && error.name === 'QuotaExceededError'
        ? 'storage-full'
        : 'this-visit';
    }
  }

  destroy(): void {
    this.#own.forEach(revoke);
    this.#own = [];
    this.#database.close();
  }
}

function toKept(style: OwnStyle): Kept {
  return {
    style,
    entry: {
      id: style.id,
      origin: 'own',
      title: style.title,
      artist: '',
      life: '',
      date: '',
      thumbnailUrl: URL.createObjectURL(style.thumbnail),
      pictureUrl: URL.createObjectURL(style.picture),
    },
  };
}

function revoke({ entry }: Kept): void {
  URL.revokeObjectURL(entry.thumbnailUrl);
  URL.revokeObjectURL(entry.pictureUrl);
}
