/**
 * Files of the private file system that were written in pieces, `name.000001` and so on: where no file can be opened for
 * synchronous writing (WebKitGTK refuses it), a file that grows would have to be copied for each piece.
 */

const piecePattern = /\.\d{6}$/;

/** @param index 0 and up. */
export function pieceName(name: string, index: number): string {
  return `${name}.${String(index).padStart(6, '0')}`;
}

/** Name of the file that `name` is, or is a piece of. */
export function wholeName(name: string): string {
  return name.replace(piecePattern, '');
}

async function piecesOf(folder: FileSystemDirectoryHandle, name: string): Promise<string[]> {
  const pieces: string[] = [];
  for await (const one of folder.keys()) if (one !== name && wholeName(one) === name) pieces.push(one);
  return pieces.sort();
}

const isMissing = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'NotFoundError';

/** A file, in one or in pieces. @throws DOMException `NotFoundError`. */
export async function readWhole(folder: FileSystemDirectoryHandle, name: string): Promise<File> {
  try {
    return await (await folder.getFileHandle(name)).getFile();
  } catch (error) {
    if (!isMissing(error)) throw error;
    const pieces = await piecesOf(folder, name);
    if (pieces.length === 0) throw error;
    const files = await Promise.all(
      pieces.map(async (piece) => (await folder.getFileHandle(piece)).getFile()),
    );
    return new File(files, name);
  }
}

/** Deletes a file and its pieces; nothing happens when there are none. */
export async function removeWhole(folder: FileSystemDirectoryHandle, name: string): Promise<void> {
  for (const one of [name, ...(await piecesOf(folder, name))]) {
    try {
      await folder.removeEntry(one);
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  }
}
