/**
 * The library of takes: facts in IndexedDB through `idb`, files in the origin's private file system. A take that is
 * being made is listed from its first moment and guarded by a Web Lock, which dies with the tab: what is listed as
 * unfinished and not locked was cut off. Owns the database connection.
 */
import { openDB } from 'idb';
import type { DBSchema, IDBPDatabase } from 'idb';
import { isAbortError, withinTime } from '../../shared/async/abort';
import { ImpastoError, messageOf } from '../../shared/errors';
import { privateFolder } from '../../shared/files/opfs';
import { readWhole, removeWhole, wholeName } from '../../shared/files/pieces';
import { RecordClient, takesFolder } from '../../workers/record/record.client';
import { markKept } from '../library/own-styles';
import type { Take } from '../api/takes-state';

/** Longest wait for database and files, ms: some browsers never answer, and a press on Record must not wait for ever. */
const longestWaitMs = 8000;
/** How files of takes end that are made here. */
const endings = ['part.mp4', 'part.webm', 'mp4', 'webm', 'gif', 'webp'];

export interface StoredTake extends Take {
  /** Name in the takes folder; of the growing recording while `state` is `recording`. */
  readonly fileName: string;
  readonly state: 'recording' | 'ready';
  /** JPEG of at most 360 px; null until there is one. */
  readonly poster: Blob | null;
}

interface Schema extends DBSchema {
  takes: { key: string; value: StoredTake };
}

const folder = (): Promise<FileSystemDirectoryHandle> => privateFolder(takesFolder);
const isUnfinished = ({ state }: StoredTake): boolean => state === 'recording';
const lockName = (id: string): string => `impasto-take-${id}`;

export class TakeStore {
  readonly #db: IDBPDatabase<Schema>;

  constructor(db: IDBPDatabase<Schema>) {
    this.#db = db;
  }

  /**
   * @returns null where the browser refuses a database or files
   * @throws DOMException `TimeoutError` when it does not answer: it may do so later
   */
  static async open(): Promise<TakeStore | null> {
    return withinTime(openStore(), longestWaitMs, (late) => late?.close());
  }

  /** Newest first. @throws as `put`. */
  async list(): Promise<StoredTake[]> {
    const takes = await asFailure(this.#db.getAll('takes'));
    return takes.sort((a, b) => b.createdAt - a.createdAt);
  }

  async get(id: string): Promise<StoredTake | undefined> {
    return asFailure(this.#db.get('takes', id));
  }

  /** @throws DOMException `QuotaExceededError` when storage is full; ImpastoError `storage` when the browser breaks off. */
  async put(take: StoredTake): Promise<void> {
    await asFailure(this.#db.put('takes', take));
    markKept();
  }

  /** Changes some facts of a take; nothing when it is gone. @throws as `put`. */
  async change(id: string, change: Partial<StoredTake>): Promise<void> {
    const transaction = this.#db.transaction('takes', 'readwrite');
    const changed = transaction.store.get(id).then(async (take) => {
      if (take) await transaction.store.put({ ...take, ...change });
    });
    // Both at once: when one fails, so does the other.
    await asFailure(Promise.all([changed, transaction.done]));
  }

  /** Takes the entry off the list; the file stays until `removeFile`, so that this can be undone. @throws as `put`. */
  async remove(id: string): Promise<void> {
    await asFailure(this.#db.delete('takes', id));
  }

  /** @throws DOMException `NotFoundError` when the file is gone. */
  async file(take: StoredTake): Promise<File> {
    return readWhole(await folder(), take.fileName);
  }

  /** @throws DOMException `QuotaExceededError` or ImpastoError `storage-full` when storage is full. */
  async writeFile(fileName: string, content: Blob): Promise<void> {
    const handle = await (await folder()).getFileHandle(fileName, { create: true });
    if (!('createWritable' in handle)) {
      // A worker's sync access handle, which every browser with this file system has.
      const client = new RecordClient({ onEvent: () => undefined, onCrash: () => undefined });
      try {
        await client.write(fileName, content);
      } finally {
        client.destroy();
      }
      return;
    }
    const writable = await handle.createWritable();
    await content.stream().pipeTo(writable);
  }

  async removeFile(fileName: string): Promise<void> {
    await removeWhole(await folder(), fileName).catch(() => undefined);
  }

  /** All files that a take of this id may have left, whole or cut off. */
  async removeFiles(id: string): Promise<void> {
    for (const ending of endings) await this.removeFile(`${id}.${ending}`);
  }

  /** Files that no entry names, such as those of deletions that were not undone: removed. */
  async sweep(): Promise<void> {
    const stored = new Set<string>();
    for await (const name of (await folder()).keys()) stored.add(wholeName(name));
    // After the files: what was made meanwhile is not among them.
    for (const { fileName } of await this.list()) stored.delete(fileName);
    for (const name of stored) {
      const id = name.split('.', 1)[0] ?? '';
      await navigator.locks.request(lockName(id), { ifAvailable: true }, async (lock) => {
        // Another tab may have finished it just now.
        if (lock && (await this.get(id))?.fileName !== name) await this.removeFile(name);
      });
    }
  }

  /** Unfinished takes that no living tab works on. */
  async cutOff(): Promise<StoredTake[]> {
    const unfinished = (await this.list()).filter(isUnfinished);
    if (unfinished.length === 0) return [];
    const held = await heldLocks();
    const loose = unfinished.filter(({ id }) => !held.has(lockName(id)));
    // Another tab may have ended one between the two looks.
    const still = await Promise.all(loose.map(({ id }) => this.get(id)));
    return still.filter((take) => take !== undefined).filter(isUnfinished);
  }

  close(): void {
    this.#db.close();
  }
}

async function openStore(): Promise<TakeStore | null> {
  try {
    await folder();
    const db = await openDB<Schema>('impasto-takes', 1, {
      upgrade: (database) => void database.createObjectStore('takes', { keyPath: 'id' }),
    });
    return new TakeStore(db);
  } catch {
    return null;
  }
}

/** Names what the browser broke off: by its own name, AbortError, it would pass for something that was called off. */
async function asFailure<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    if (!isAbortError(cause)) throw cause;
    throw new ImpastoError('storage', `The browser broke off: ${messageOf(cause)}`, { cause });
  }
}

/** Marks a take as in work until the returned function is called or the tab dies. */
export function lockTake(id: string): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  void navigator.locks.request(lockName(id), () => held).catch(() => undefined);
  return () => release();
}

/** Does `work` on a take once nobody else works on it, in any tab. @throws AbortError while it waits; what `work` throws */
export async function withTake<T>(id: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
  return navigator.locks.request(lockName(id), signal ? { signal } : {}, work);
}

async function heldLocks(): Promise<Set<string>> {
  const { held = [] } = await navigator.locks.query();
  return new Set(held.flatMap(({ name }) => name ?? []));
}
