import { ClipboardPaste, Copy, FileDown, FileUp, Link } from 'lucide';
import type { IconNode } from 'lucide';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit, type ExchangeWish } from '../controls/events';
import { exchangeStrings } from './sharing-strings';
import { hint, sheetText } from '../theme/form-styles';
import '../controls/icon';
import { controls } from '../theme/tokens';

/**
 * What goes out of the app and comes into it, as a list of things to do.
 *
 * @fires exchange-request - One of them is wanted.
 */
@customElement('impasto-exchange')
export class ImpastoExchange extends LitElement {
  static override readonly styles = [
    controls,
    sheetText,
    hint,
    css`
      .list {
        display: grid;
        border: 1px solid var(--im-line);
        border-radius: var(--im-radius-m);
        overflow: hidden;
      }

      button {
        display: flex;
        align-items: center;
        gap: var(--im-3);
        min-height: 48px;
        padding: 0 var(--im-4);
        text-align: start;
        --im-icon-size: 20px;
      }

      button + button {
        border-top: 1px solid var(--im-line);
      }

      button:hover:not(:disabled) {
        background: var(--im-tint);
      }

      button:focus-visible {
        outline-offset: -3px;
      }

      .why {
        margin-top: var(--im-3);
      }

      button:disabled {
        color: var(--im-muted);
        cursor: default;
      }
    `,
  ];

  /** The chosen style is in everybody's gallery, so that a link can name it. */
  @property({ type: Boolean }) linkable = false;

  protected override render(): TemplateResult {
    return html`
      <h3>${exchangeStrings.heading()}</h3>
      <p>${exchangeStrings.packHint()}</p>
      <div class="list">
        ${this.#button('pack-save', FileDown, exchangeStrings.savePack())}
        ${this.#button('pack-open', FileUp, exchangeStrings.openPack())}
        ${this.#button('picture-copy', Copy, exchangeStrings.copyPicture())}
        ${this.#button('picture-paste', ClipboardPaste, exchangeStrings.pastePicture())}
        ${this.#button('link-copy', Link, exchangeStrings.copyLink(), !this.linkable)}
      </div>
      ${this.linkable ? '' : html`<p class="hint why">${exchangeStrings.linkNeedsGallery()}</p>`}
    `;
  }

  #button(what: ExchangeWish, icon: IconNode, label: string, disabled = false): TemplateResult {
    return html`
      <button type="button" ?disabled=${disabled} @click=${() => emit(this, 'exchange-request', { what })}>
        <impasto-icon .icon=${icon}></impasto-icon>${label}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-exchange': ImpastoExchange;
  }
}
