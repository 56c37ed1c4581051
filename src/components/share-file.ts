/** Files handed to another app (Web Share, level 2). */
import { isAbortError } from '../shared/abort';

/** Whether this browser can hand such a file to another app (Web Share, level 2). */
export function canShare(type: string): boolean {
  if (!('canShare' in navigator)) return false;
  return navigator.canShare({ files: [new File([], 'still', { type })] });
}

/** Opens the system's share sheet. Resolves to false when the user closed it. */
export async function shareFile(blob: Blob, name: string): Promise<boolean> {
  try {
    await navigator.share({ files: [new File([blob], name, { type: blob.type })] });
    return true;
  } catch (error) {
    if (isAbortError(error)) return false;
    throw error;
  }
}
