import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { emit } from './events';
import { strings } from './strings';
import { controls, sheet } from './tokens';

/**
 * Asks what a pasted picture should be. Makes the picture's object URL and frees it when the dialog closes.
 *
 * @fires style-file - It should be a style.
 * @fires content-file - It should be the content.
 */
@customElement('impasto-paste-dialog')
export class ImpastoPasteDialog extends LitElement {
  static override readonly styles = [
    controls,
    sheet,
    css`
      .body {
        display: grid;
        gap: var(--im-3);
        padding: var(--im-5);
        padding-bottom: max(var(--im-5), var(--im-safe-bottom));
        text-align: center;
      }

      h2 {
        margin: 0;
        font: 500 var(--im-text-xl) / 1.2 var(--im-serif);
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
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  #file: File | null = null;

  get showing(): boolean {
    return this.dialog.open;
  }

  /** Opens the dialog for a picture. */
  ask(file: File): void {
    this.#free();
    this.#file = file;
    this.url = URL.createObjectURL(file);
    if (!this.dialog.open) this.dialog.showModal();
  }

  constructor() {
    super();
    this.addController({
      hostDisconnected: () => {
        this.#free();
      },
    });
  }

  readonly #free = (): void => {
    if (this.url) URL.revokeObjectURL(this.url);
    this.url = '';
    this.#file = null;
  };

  #answer(type: 'style-file' | 'content-file'): void {
    const file = this.#file;
    this.dialog.close();
    if (file) emit(this, type, { file });
  }

  protected override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="question" @close=${this.#free}>${this.url ? this.#body() : nothing}</dialog>
    `;
  }

  #body(): TemplateResult {
    return html`
      <div class="body">
        <h2 id="question">${strings.pastedQuestion()}</h2>
        <img src=${this.url} alt=${strings.pastedAlt()} />
        <button type="button" class="action primary" @click=${() => this.#answer('style-file')}>
          ${strings.asStyle()}
        </button>
        <button type="button" class="action" @click=${() => this.#answer('content-file')}>
          ${strings.asContent()}
        </button>
        <button type="button" class="action" @click=${() => this.dialog.close()}>${strings.cancel()}</button>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-paste-dialog': ImpastoPasteDialog;
  }
}
