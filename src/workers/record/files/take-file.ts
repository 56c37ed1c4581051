/**
 * One file in the takes folder of the origin's private file system (File System spec, OPFS): what was written survives
 * the death of the tab. Owns the handle until `close()`.
 */
import { StreamTarget } from 'mediabunny';
import type { StreamTargetChunk } from 'mediabunny';
import { ImpastoError, messageOf } from '../../../shared/errors';
import { privateFolder } from '../../../shared/files/opfs';
import { readWhole, removeWhole } from '../../../shared/files/pieces';
import { takesFolder } from '../record.protocol';
import { openHandle } from './take-handle';
import type { TakeHandle } from './take-handle';

const folder = (): Promise<FileSystemDirectoryHandle> => privateFolder(takesFolder);

/** A stored file. @throws DOMException `NotFoundError`. */
export async function readTakeFile(fileName: string): Promise<File> {
  return readWhole(await folder(), fileName);
}

/** Deletes a stored file; nothing happens when there is none. */
export async function removeTakeFile(fileName: string): Promise<void> {
  await removeWhole(await folder(), fileName);
}

export class TakeFile {
  readonly fileName: string;
  readonly #handle: TakeHandle;
  #open = true;

  private constructor(fileName: string, handle: TakeHandle) {
    this.fileName = fileName;
    this.#handle = handle;
  }

  /**
   * Begins a file in place of what had its name.
   * @param use `growing`: written from start to end, and kept if the tab dies meanwhile; `whole`: kept once it is flushed
   * @throws ImpastoError `storage`.
   */
  static async create(fileName: string, use: 'growing' | 'whole'): Promise<TakeFile> {
    try {
      return new TakeFile(fileName, await openHandle(await folder(), fileName, use === 'growing'));
    } catch (cause) {
      throw new ImpastoError('storage', `Nothing can be stored here: ${messageOf(cause)}`, { cause });
    }
  }

  /** Bytes in the file. */
  get size(): number {
    return this.#handle.size;
  }

  /** @throws ImpastoError `storage-full`, `storage`. */
  write(data: Uint8Array<ArrayBuffer>, position: number): void {
    this.#handle.write(data, position);
  }

  /** False when it is known that the file cannot grow by `bytes`. */
  hasRoomFor(bytes: number): boolean {
    return this.#handle.hasRoomFor(bytes);
  }

  /** Resolves when the system was asked to put what was written on the disk. @throws as `write`. */
  flush(): Promise<void> {
    return this.#handle.flush();
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

  /** Idempotent. What was not flushed may be lost. */
  close(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#handle.close();
  }
}

/** Writes a whole file in place of what had its name. @returns bytes written. @throws ImpastoError `storage`, `storage-full`. */
export async function writeTakeFile(fileName: string, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const target = await TakeFile.create(fileName, 'whole');
  try {
    target.write(bytes, 0);
    await target.flush();
    return target.size;
  } catch (error) {
    target.close();
    await removeTakeFile(fileName);
    throw error;
  } finally {
    target.close();
  }
}
