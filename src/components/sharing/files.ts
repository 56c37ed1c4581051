/** Files into the page: inputs and names. */
import { html, type TemplateResult } from 'lit';
import { strings } from '../strings/strings';

/** Hands on the chosen file and empties the input, so that the same file can be chosen again. */
function takeFile(event: Event, use: (file: File) => void): void {
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

/** A hidden input that hands on the file which is chosen. */
export function fileInput(id: string, accept: string, use: (file: File) => void): TemplateResult {
  return html`
    <input
      id=${id}
      data-testid=${id}
      type="file"
      accept=${accept}
      hidden
      @change=${(event: Event) => takeFile(event, use)}
    />
  `;
}
