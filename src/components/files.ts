/** Files in and out of the page: inputs, names, downloads. */
import { strings } from './strings';

/** Hands on the chosen file and empties the input, so that the same file can be chosen again. */
export function takeFile(event: Event, use: (file: File) => void): void {
  const input = event.target as HTMLInputElement;
  const file = input.files?.[0];
  if (file) use(file);
  input.value = '';
}

/** A file's name without its ending; the clipboard calls everything `image.png`. */
export function titleOf(file: File): string {
  const stem = file.name.replace(/\.[^.]+$/, '').trim();
  return stem === '' || stem === 'image' ? strings.pastedTitle() : stem;
}

export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Safari reads the URL after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}
