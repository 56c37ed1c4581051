/** Files out of the page: as downloads, or handed to another app. */

/** Safari reads the URL after the click has returned, ms. */
const keepUrlMs = 30_000;

/** Offers `blob` as a download named `name`. */
export function saveFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), keepUrlMs);
}

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
    if (error instanceof DOMException && error.name === 'AbortError') return false;
    throw error;
  }
}
