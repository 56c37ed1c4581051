/** Handing a file to another app (Web Share, level 2). */
import { isAbortError } from '../async/abort';

/** Whether this browser can hand on files of a type. */
export function canShare(type: string): boolean {
  return 'canShare' in navigator && navigator.canShare({ files: [new File([], 'file', { type })] });
}

/**
 * Opens the system's share sheet; closing it again is no error.
 * @throws DOMException `NotAllowedError` when no press came before.
 */
export async function shareFile(file: File): Promise<'shared' | 'closed' | 'unsupported'> {
  const data: ShareData = { files: [file], title: file.name };
  if (!('canShare' in navigator) || !navigator.canShare(data)) return 'unsupported';
  try {
    await navigator.share(data);
    return 'shared';
  } catch (error) {
    if (isAbortError(error)) return 'closed';
    throw error;
  }
}
