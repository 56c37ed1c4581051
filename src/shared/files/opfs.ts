/** The origin's private file system (OPFS, https://fs.spec.whatwg.org/#sandboxed-filesystem). */

/** Where an HQ still that is being computed is kept, so that it survives a reload. */
export const keptStill = { folder: 'impasto-still', job: 'job' } as const;

/** The part of `FileSystemSyncAccessHandle` that is used; TypeScript's DOM library lists it for workers only. */
export interface SyncAccessHandle {
  write(data: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** In workers, and only in browsers that have it, a file can be opened for synchronous writing. */
type SyncFileHandle = FileSystemFileHandle & {
  createSyncAccessHandle?(): Promise<SyncAccessHandle>;
};

/**
 * A file opened for synchronous writing. Null where the browser does not have that.
 * @throws DOMException `NoModificationAllowedError` while it is open elsewhere, `QuotaExceededError`
 */
export async function openSync(file: SyncFileHandle): Promise<SyncAccessHandle | null> {
  try {
    return (await file.createSyncAccessHandle?.()) ?? null;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return null;
    throw error;
  }
}

/**
 * A folder at the top of the private file system.
 * @throws DOMException `SecurityError` where the browser refuses it (private windows); `NotFoundError` when it does not
 * exist and `create` is false.
 */
export async function privateFolder(
  name: string,
  { create }: { readonly create: boolean } = { create: true },
): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(name, { create });
}
