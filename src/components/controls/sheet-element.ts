/** What all sheets share: a native modal dialog with a heading and a way out, built only while it is shown. */
import { X } from 'lucide';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { query, state } from 'lit/decorators.js';
import './icon';
import { strings } from '../strings/strings';
import { controls, sheet } from '../theme/controls';

export abstract class SheetElement extends LitElement {
  static readonly sheetStyles = [controls, sheet];

  @state() protected open = false;
  @query('dialog') protected readonly dialog!: HTMLDialogElement;

  get showing(): boolean {
    return this.dialog.open;
  }

  show(): void {
    this.open = true;
    void this.updateComplete.then(() => {
      if (!this.dialog.open) this.dialog.showModal();
    });
  }

  /** Idempotent. */
  readonly close = (): void => this.dialog.close();

  protected abstract heading(): string;
  /** Below the heading; asked for only while the sheet is shown. */
  protected abstract content(): TemplateResult | typeof nothing;

  /** True while closing would throw away work: no Escape, no closing button. */
  protected isLocked(): boolean {
    return false;
  }

  /** Before the heading, e.g. the way back. */
  protected beforeHeading(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** At the sheet's lower edge, whether it is shown or not. */
  protected footer(): TemplateResult | typeof nothing {
    return nothing;
  }

  /** The sheet was closed. */
  protected closed(): void {
    // Most sheets have nothing to do then.
  }

  protected override render(): TemplateResult {
    return html`
      <dialog
        aria-labelledby="heading"
        @pointerdown=${this.#backdrop}
        @cancel=${(event: Event) => {
          if (this.isLocked() && event.target === this.dialog) event.preventDefault();
        }}
        @close=${(event: Event) => {
          // The event comes a task later: the sheet may be open again by now.
          if (event.target !== this.dialog || this.dialog.open) return;
          this.open = false;
          this.closed();
        }}
      >
        ${this.open ? this.#sheet() : nothing}${this.footer()}
      </dialog>
    `;
  }

  #sheet(): TemplateResult {
    return html`
      <header>
        ${this.beforeHeading()}
        <h2 id="heading">${this.heading()}</h2>
        ${
          this.isLocked()
            ? nothing
            : html`<button type="button" class="round" aria-label=${strings.close()} @click=${this.close}>
                <impasto-icon .icon=${X}></impasto-icon>
              </button>`
        }
      </header>
      <div class="body">${this.content()}</div>
    `;
  }

  /** Closes when the backdrop is pressed, as sheets do. */
  readonly #backdrop = (event: PointerEvent): void => {
    if (event.target === this.dialog && !this.isLocked()) this.close();
  };
}
