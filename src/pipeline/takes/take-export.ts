/** Ways out of the library: saving where the person says (File System Access API), or downloading. */
import { isAbortError } from '../../shared/async/abort';
import { download } from '../../shared/files/download';
import { fileNameOf } from '../live/still';
import type { Take } from '../api/takes-state';

const extensions: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/webm': 'webm',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/gif': 'gif',
  'image/webp': 'webp',
};

/** The file under the name it has outside. */
export function namedFile(take: Take, file: Blob): File {
  const extension = extensions[take.mimeType] ?? 'bin';
  const name = fileNameOf(take.name, new Date(take.createdAt), extension);
  return new File([file], name, { type: take.mimeType, lastModified: take.createdAt });
}

/** The DOM library does not know the File System Access API yet. */
type SavePicker = (options: {
  readonly suggestedName: string;
  readonly types: readonly { readonly accept: Readonly<Record<string, readonly string[]>> }[];
}) => Promise<FileSystemFileHandle>;

function savePicker(): SavePicker | null {
  const { showSaveFilePicker } = globalThis as { readonly showSaveFilePicker?: SavePicker };
  return showSaveFilePicker?.bind(globalThis) ?? null;
}

/** Asks where to save, where the browser can ask; otherwise downloads. Closing the question is no error. */
export async function saveFile(file: File): Promise<void> {
  const picker = savePicker();
  if (!picker) {
    download(file, file.name);
    return;
  }
  const extension = file.name.slice(file.name.lastIndexOf('.'));
  try {
    const types = [{ accept: { [file.type]: [extension] } }];
    const handle = await picker({ suggestedName: file.name, types });
    await file.stream().pipeTo(await handle.createWritable());
  } catch (error) {
    if (!isAbortError(error)) throw error;
  }
}
