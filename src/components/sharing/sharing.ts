import { ClipboardPaste, Copy, FileDown, FileUp, Link } from 'lucide';
import type { IconNode } from 'lucide';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { emit, type SharingRequest } from '../controls/events';
import { sharingStrings } from './sharing-strings';
import { hint, sheetText } from '../theme/form-styles';
import '../controls/icon';
import { controls } from '../theme/controls';

/**
 * What goes out of the app and comes into it, as a list of things to do.
 *
 * @fires sharing-request - One of them is wanted.
 */
@customElement('impasto-sharing')
export class ImpastoSharing extends LitElement {
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
      <h3>${sharingStrings.heading()}</h3>
      <p>${sharingStrings.packHint()}</p>
      <div class="list">
        ${this.#button('pack-save', FileDown, sharingStrings.savePack())}
        ${this.#button('pack-open', FileUp, sharingStrings.openPack())}
        ${this.#button('picture-copy', Copy, sharingStrings.copyPicture())}
        ${this.#button('picture-paste', ClipboardPaste, sharingStrings.pastePicture())}
        ${this.#button('link-copy', Link, sharingStrings.copyLink(), !this.linkable)}
      </div>
      ${this.linkable ? '' : html`<p class="hint why">${sharingStrings.linkNeedsGallery()}</p>`}
    `;
  }

  #button(what: SharingRequest, icon: IconNode, label: string, disabled = false): TemplateResult {
    return html`
      <button type="button" ?disabled=${disabled} @click=${() => emit(this, 'sharing-request', { what })}>
        <impasto-icon .icon=${icon}></impasto-icon>${label}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-sharing': ImpastoSharing;
  }
}
