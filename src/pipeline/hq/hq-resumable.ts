/** Whether an unfinished HQ still lies on disk. Only its worker can read it; looking for the file needs no worker. */
import { keptStill, privateFolder } from '../../shared/files/opfs';

export async function hasKeptRun(): Promise<boolean> {
  try {
    const folder = await privateFolder(keptStill.folder, { create: false });
    const file = await (await folder.getFileHandle(keptStill.job)).getFile();
    return file.size > 0;
  } catch {
    // No such folder or file, or no such storage.
    return false;
  }
}
