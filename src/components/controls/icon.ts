import { createElement, type IconNode } from 'lucide';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';

/**
 * One Lucide icon, decorative: the control around it carries the name.
 *
 * @cssprop --im-icon-size - Width and height, 22px unless set.
 */
@customElement('impasto-icon')
export class ImpastoIcon extends LitElement {
  static override readonly styles = css`
    :host {
      display: inline-flex;
      flex: none;
    }

    svg {
      width: var(--im-icon-size, 22px);
      height: var(--im-icon-size, 22px);
      stroke-width: 1.75;
    }
  `;

  /** Drawing to show: an icon node of `lucide`. */
  @property({ attribute: false }) icon: IconNode = [];

  protected override render(): TemplateResult {
    return html`${createElement(this.icon, { 'aria-hidden': 'true' })}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-icon': ImpastoIcon;
  }
}
