/** Whether an unfinished HQ still lies on disk. Only its worker can read it; looking for the file needs no worker. */
import { KEPT_STILL, privateFolder } from '../../shared/files/opfs';

export async function hasKeptRun(): Promise<boolean> {
  try {
    const folder = await privateFolder(KEPT_STILL.folder, { create: false });
    const file = await (await folder.getFileHandle(KEPT_STILL.job)).getFile();
    return file.size > 0;
  } catch {
    // No such folder or file, or no such storage.
    return false;
  }
}
