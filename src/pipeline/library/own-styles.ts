/**
 * The user's own artworks in IndexedDB, through `idb`. Each is kept as a JPEG of at most 1024 px and a thumbnail. The
 * app runs without the database: then `available` is false and styles last for the visit.
 */
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { throwIfAborted, withinTime } from '../../shared/async/abort';
import { decodePicture, encodeBitmap } from '../sources/decode-picture';
import { artworkLongSide } from '../../shared/picture';
import { pageStorage } from '../storage/local-store';
import type { StyleRecipe } from './style-recipe';

/** Side of the square thumbnail, px (three times the strip's CSS size). */
const thumbnailSide = 192;

export interface OwnStyle {
  readonly id: string;
  readonly title: string;
  /** ms since 1970; the strip's order. */
  readonly createdAt: number;
  readonly picture: Blob;
  readonly thumbnail: Blob;
  /** Of a style that came in a pack: its code and artworks. */
  readonly recipe?: StyleRecipe;
}

interface Schema extends DBSchema {
  styles: { key: string; value: OwnStyle };
}

/** Longest wait for the database, ms: some browsers never answer, and the camera must not wait for it. */
const longestWaitMs = 4000;
/** Remembers in `localStorage`, which is not cleared with the rest, that there is a database. */
const markKey = 'impasto.kept';

export class OwnStyles {
  readonly #db: IDBPDatabase<Schema> | null;
  /** True when the database of earlier visits is gone: the browser cleared it to make room. */
  readonly cleared: boolean;

  private constructor(db: IDBPDatabase<Schema> | null, cleared: boolean) {
    this.#db = db;
    this.cleared = cleared;
  }

  /** Opens the database, or falls back to none when the browser refuses it. */
  static async open(): Promise<OwnStyles> {
    let made = false as boolean;
    try {
      const opening = openDB<Schema>('impasto', 1, {
        upgrade: (database) => {
          made = true;
          database.createObjectStore('styles', { keyPath: 'id' });
        },
      });
      const db = await withinTime(opening, longestWaitMs, (late) => late.close());
      const cleared = made && pageStorage()?.getItem(markKey) === '1';
      if (cleared) pageStorage()?.removeItem(markKey);
      return new OwnStyles(db, cleared);
    } catch {
      return new OwnStyles(null, false);
    }
  }

  /** False when styles cannot be kept across reloads. */
  get available(): boolean {
    return this.#db !== null;
  }

  /** All kept styles, oldest first. A damaged database counts as empty. */
  async list(): Promise<OwnStyle[]> {
    try {
      const styles = (await this.#db?.getAll('styles')) ?? [];
      return styles.sort((a, b) => a.createdAt - b.createdAt);
    } catch {
      return [];
    }
  }

  /** @throws DOMException `QuotaExceededError` when storage is full. */
  async put(style: OwnStyle): Promise<void> {
    await this.#db?.put('styles', style);
    markKept();
  }

  async remove(id: string): Promise<void> {
    await this.#db?.delete('styles', id);
  }

  close(): void {
    this.#db?.close();
  }
}

/** From now on a database that is not there was cleared by the browser. */
export function markKept(): void {
  try {
    pageStorage()?.setItem(markKey, '1');
  } catch {
    // Full or forbidden: then a cleared database goes unannounced.
  }
}

/**
 * Makes an own style of any picture.
 * @throws ImpastoError `unreadable-picture`; AbortError when `signal` aborts.
 */
export async function makeOwnStyle(picture: Blob, title: string, signal?: AbortSignal): Promise<OwnStyle> {
  const bitmap = await decodePicture(picture, artworkLongSide, signal, 'mirrored');
  try {
    const side = Math.min(bitmap.width, bitmap.height);
    const square = await createImageBitmap(
      bitmap,
      (bitmap.width - side) >> 1,
      (bitmap.height - side) >> 1,
      side,
      side,
      { resizeWidth: thumbnailSide, resizeHeight: thumbnailSide, resizeQuality: 'high' },
    );
    try {
      const style = {
        id: `own-${crypto.randomUUID()}`,
        title,
        createdAt: Date.now(),
        picture: await encodeBitmap(bitmap, 'image/jpeg', 0.92),
        thumbnail: await encodeBitmap(square, 'image/jpeg', 0.85),
      };
      // Before it is put anywhere: a style that was called off must not turn up.
      throwIfAborted(signal);
      return style;
    } finally {
      square.close();
    }
  } finally {
    bitmap.close();
  }
}
