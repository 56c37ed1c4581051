import type { IconNode } from 'lucide';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import './icon';

/**
 * What is shown where a list has nothing in it: an icon, what is missing, and how it comes there.
 *
 * @slot - A button that helps.
 */
@customElement('impasto-empty')
export class ImpastoEmpty extends LitElement {
  static override readonly styles = css`
    :host {
      display: grid;
      justify-items: center;
      align-content: center;
      gap: var(--im-2);
      padding: var(--im-6) var(--im-4);
      color: var(--im-muted);
      text-align: center;
    }

    impasto-icon {
      --im-icon-size: 36px;
    }

    strong {
      margin-top: var(--im-1);
      color: var(--im-text);
      font: var(--im-heading);
    }
  `;

  @property({ attribute: false }) icon: IconNode = [];
  @property() heading = '';
  @property() text = '';

  protected override render(): TemplateResult {
    return html`
      <impasto-icon .icon=${this.icon}></impasto-icon>
      <strong>${this.heading}</strong>
      <span>${this.text}</span>
      <slot></slot>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-empty': ImpastoEmpty;
  }
}
