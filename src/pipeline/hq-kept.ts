/** Whether an HQ still waits to be gone on with, told without starting the worker that can read it. */

/** As in `workers/still/still-store.ts`. */
const folderName = 'impasto-still';
const jobFile = 'job';

export async function hasKeptRun(): Promise<boolean> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(folderName);
    const file = await (await folder.getFileHandle(jobFile)).getFile();
    return file.size > 0;
  } catch {
    // No such folder or file, or no such storage.
    return false;
  }
}
