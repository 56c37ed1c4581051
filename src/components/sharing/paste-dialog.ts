import { css, html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { emit } from '../controls/events';
import { SheetElement } from '../controls/sheet-element';
import { strings } from '../strings/strings';
import { sharingStrings } from './sharing-strings';

/**
 * Asks what a pasted or shared picture should be, about one after the other. Makes the picture's object URL and frees it
 * when the dialog closes.
 *
 * @fires style-file - It should be a style.
 * @fires content-file - It should be the content.
 */
@customElement('impasto-paste-dialog')
export class ImpastoPasteDialog extends SheetElement {
  static override readonly styles = [
    ...SheetElement.sheetStyles,
    css`
      dialog {
        width: min(100%, 440px);
      }

      h2 {
        white-space: normal;
      }

      .body {
        gap: var(--im-3);
      }

      img {
        max-width: 100%;
        height: 220px;
        margin: 0 auto var(--im-2);
        border-radius: var(--im-radius-m);
        object-fit: contain;
      }
    `,
  ];

  @state() private url = '';
  #file: File | null = null;
  /** Came while another was asked about. */
  #waiting: File[] = [];

  constructor() {
    super();
    this.addController({ hostDisconnected: () => this.#free() });
  }

  /** Opens the dialog for a picture, or does so when the one before it is answered. */
  ask(file: File): void {
    if (this.#file) {
      this.#waiting.push(file);
      return;
    }
    this.#file = file;
    this.url = URL.createObjectURL(file);
    this.show();
  }

  protected override closed(): void {
    this.#free();
    const next = this.#waiting.shift();
    if (next) this.ask(next);
  }

  #free(): void {
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = '';
    this.#file = null;
  }

  #answer(type: 'style-file' | 'content-file'): void {
    const file = this.#file;
    this.close();
    if (file) emit(this, type, { file });
  }

  protected override heading(): string {
    return sharingStrings.pastedQuestion();
  }

  protected override content(): TemplateResult {
    return html`
      <img src=${this.url} alt=${sharingStrings.pastedAlt()} />
      <button type="button" class="action primary" @click=${() => this.#answer('style-file')}>
        ${sharingStrings.asStyle()}
      </button>
      <button type="button" class="action" @click=${() => this.#answer('content-file')}>
        ${sharingStrings.asContent()}
      </button>
      <button type="button" class="action" @click=${this.close}>${strings.cancel()}</button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-paste-dialog': ImpastoPasteDialog;
  }
}
