/**
 * One file in the takes folder of the origin's private file system (File System spec, OPFS), written through a sync
 * access handle: what was written survives the death of the tab. Owns the handle until `close()`.
 */
import { StreamTarget } from 'mediabunny';
import type { StreamTargetChunk } from 'mediabunny';
import { ImpastoError, messageOf } from '../../../shared/errors';
import { takesFolder } from '../record.protocol';

/** The part of `FileSystemSyncAccessHandle` that is used; the DOM library lists it for workers only. */
type SyncAccessHandle = {
  write(data: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
};

type SyncFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccessHandle> };

async function folder(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(takesFolder, { create: true });
}

/** A stored file. @throws DOMException `NotFoundError`. */
export async function readTakeFile(fileName: string): Promise<File> {
  return (await (await folder()).getFileHandle(fileName)).getFile();
}

/** Deletes a stored file; nothing happens when there is none. */
export async function removeTakeFile(fileName: string): Promise<void> {
  try {
    await (await folder()).removeEntry(fileName);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
  }
}

export class TakeFile {
  readonly fileName: string;
  readonly #handle: SyncAccessHandle;
  #size: number;
  #open = true;

  private constructor(fileName: string, handle: SyncAccessHandle) {
    this.fileName = fileName;
    this.#handle = handle;
    this.#size = handle.getSize();
  }

  /** Creates the file, or opens it as it is. @throws ImpastoError `storage`. */
  static async open(fileName: string): Promise<TakeFile> {
    try {
      const file = (await (await folder()).getFileHandle(fileName, { create: true })) as SyncFileHandle;
      return new TakeFile(fileName, await file.createSyncAccessHandle());
    } catch (cause) {
      throw new ImpastoError('storage', `Nothing can be stored here: ${messageOf(cause)}`, { cause });
    }
  }

  /** Bytes in the file. */
  get size(): number {
    return this.#size;
  }

  /** @throws ImpastoError `storage-full`, `storage`. */
  write(data: Uint8Array<ArrayBuffer>, position: number): void {
    let written: number;
    try {
      written = this.#handle.write(data, { at: position });
    } catch (cause) {
      const full = cause instanceof DOMException && cause.name === 'QuotaExceededError';
      throw new ImpastoError(full ? 'storage-full' : 'storage', messageOf(cause), { cause });
    }
    if (written < data.byteLength) throw new ImpastoError('storage-full', 'The storage is full.');
    this.#size = Math.max(this.#size, position + written);
  }

  /**
   * True when the file may still grow by `bytes`. Tried out, because the browser's own estimate may be made up: current
   * Chromium reports the same free space whatever the disk holds.
   */
  hasRoomFor(bytes: number): boolean {
    const size = this.#size;
    try {
      this.#handle.truncate(size + bytes);
      return true;
    } catch {
      return false;
    } finally {
      this.#handle.truncate(size);
    }
  }

  truncate(size: number): void {
    this.#handle.truncate(size);
    this.#size = size;
  }

  /** Asks the system to put what was written on the disk. */
  flush(): void {
    this.#handle.flush();
  }

  /**
   * This file as mediabunny's target; the file stays the caller's. After a failed write all others are ignored: what is
   * in the file stays as it is, and the muxer, which cannot go on anyway, can still be ended in order.
   * @param onError gets the first failure, once
   */
  target(onError: (error: unknown) => void): StreamTarget {
    let failed = false;
    return new StreamTarget(
      new WritableStream<StreamTargetChunk>({
        write: ({ data, position }) => {
          if (failed) return;
          try {
            this.write(data, position);
          } catch (error) {
            failed = true;
            onError(error);
          }
        },
      }),
    );
  }

  /** Idempotent. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#handle.close();
  }
}

/** Writes a whole file in place of what had its name. @returns bytes written. @throws ImpastoError `storage`, `storage-full`. */
export async function writeTakeFile(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const target = await TakeFile.open(fileName);
  try {
    target.truncate(0);
    target.write(bytes, 0);
    target.flush();
    return target.size;
  } catch (error) {
    target.close();
    await removeTakeFile(fileName);
    throw error;
  } finally {
    target.close();
  }
}
