/** Ways to write a file in the private file system from a worker, behind one interface. */
import { ImpastoError, messageOf } from '../../../shared/errors';
import { openSync } from '../../../shared/files/opfs';
import type { SyncAccessHandle } from '../../../shared/files/opfs';
import { pieceName, removeWhole } from '../../../shared/files/pieces';

/** An open file. Writes are in order; their failure may be told by a later call. */
export interface TakeHandle {
  /** Bytes. */
  readonly size: number;
  /** @throws ImpastoError `storage-full`, `storage`. */
  write(data: Uint8Array<ArrayBuffer>, position: number): void;
  /** False when it is known that the file cannot grow by `bytes`. */
  hasRoomFor(bytes: number): boolean;
  /** Resolves when all is on the disk. @throws as `write`. */
  flush(): Promise<void>;
  close(): void;
}

/** What is thrown for a failed write. */
function storageError(cause: unknown): ImpastoError {
  const full = cause instanceof DOMException && cause.name === 'QuotaExceededError';
  return new ImpastoError(full ? 'storage-full' : 'storage', messageOf(cause), { cause });
}

/** What was written survives the death of the tab at once (File System spec, `FileSystemSyncAccessHandle`). */
class SyncHandle implements TakeHandle {
  readonly #handle: SyncAccessHandle;
  size = 0;

  /** Empties the file. */
  constructor(handle: SyncAccessHandle) {
    this.#handle = handle;
    handle.truncate(0);
  }

  write(data: Uint8Array<ArrayBuffer>, position: number): void {
    let written: number;
    try {
      written = this.#handle.write(data, { at: position });
    } catch (cause) {
      throw storageError(cause);
    }
    if (written < data.byteLength) throw new ImpastoError('storage-full', 'The storage is full.');
    this.size = Math.max(this.size, position + written);
  }

  /** Tried out: the browser's own estimate may be made up, as current Chromium's is. */
  hasRoomFor(bytes: number): boolean {
    try {
      this.#handle.truncate(this.size + bytes);
      return true;
    } catch {
      return false;
    } finally {
      this.#handle.truncate(this.size);
    }
  }

  flush(): Promise<void> {
    this.#handle.flush();
    return Promise.resolve();
  }

  close(): void {
    this.#handle.close();
  }
}

/** What is written within this time goes into one piece, ms. */
const gatherMs = 50;

/**
 * For files that only grow, where there are no sync access handles: pieces, each a file of its own, one at a time.
 * A file that is written anywhere but at its end is kept in memory until `flush`.
 */
class PieceHandle implements TakeHandle {
  readonly #folder: FileSystemDirectoryHandle;
  readonly #name: string;
  readonly #grows: boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Bytes from `#written` on; its length is its room. */
  #pending = new Uint8Array(1 << 16);
  #written = 0;
  #pieces = 0;
  #work: Promise<void>;
  #failure: ImpastoError | null = null;
  #open = true;
  size = 0;

  /** Replaces what had the name. */
  constructor(folder: FileSystemDirectoryHandle, name: string, grows: boolean) {
    this.#folder = folder;
    this.#name = name;
    this.#grows = grows;
    this.#work = removeWhole(folder, name);
  }

  write(data: Uint8Array<ArrayBuffer>, position: number): void {
    if (this.#failure) throw this.#failure;
    if (position < this.#written) throw new ImpastoError('storage', 'What is stored cannot be changed here.');
    const start = position - this.#written;
    const end = start + data.byteLength;
    if (end > this.#pending.byteLength) {
      const larger = new Uint8Array(Math.max(end, 2 * this.#pending.byteLength));
      larger.set(this.#pending.subarray(0, this.size - this.#written));
      this.#pending = larger;
    }
    this.#pending.set(data, start);
    this.size = Math.max(this.size, position + data.byteLength);
    this.#writeSoon();
  }

  hasRoomFor(): boolean {
    return this.#failure?.code !== 'storage-full';
  }

  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#writePiece();
    await this.#work;
    if (this.#failure) throw this.#failure;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#open = false;
  }

  /** Once the piece before is written, and what comes at the same time is there. */
  #writeSoon(): void {
    if (!this.#grows || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#writePiece();
      void this.#work.then(() => {
        this.#timer = undefined;
        if (this.#open && this.size > this.#written) this.#writeSoon();
      });
    }, gatherMs);
  }

  #writePiece(): void {
    const length = this.size - this.#written;
    if (length === 0 || this.#failure) return;
    const bytes = this.#pending.slice(0, length);
    const name = pieceName(this.#name, this.#pieces++);
    this.#written = this.size;
    this.#work = this.#work.then(async () => {
      try {
        if (!this.#failure) await writeFile(await this.#folder.getFileHandle(name, { create: true }), bytes);
      } catch (cause) {
        this.#failure = storageError(cause);
      }
    });
  }
}

async function writeFile(file: FileSystemFileHandle, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const writable = await file.createWritable();
  await writable.write(bytes);
  await writable.close();
}

/**
 * Opens `name` for writing, in place of what had the name.
 * @param grows it is written from start to end only, and is to survive the death of the tab meanwhile
 * @throws whatever the browser throws
 */
export async function openHandle(
  folder: FileSystemDirectoryHandle,
  name: string,
  grows: boolean,
): Promise<TakeHandle> {
  const handle = await openSync(await folder.getFileHandle(name, { create: true }));
  return handle ? new SyncHandle(handle) : new PieceHandle(folder, name, grows);
}
