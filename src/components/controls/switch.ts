import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { emit } from './events';
import { hint } from '../theme/form-styles';
import { controls } from '../theme/controls';

/**
 * One setting that is on or off, over a native checkbox.
 *
 * @slot - A hint below the label.
 * @fires switch-change - It was switched.
 */
@customElement('impasto-switch')
export class ImpastoSwitch extends LitElement {
  static override readonly styles = [
    controls,
    hint,
    css`
      :host {
        display: block;
      }

      .row {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--im-4);
        min-height: var(--im-target);
        cursor: pointer;
      }

      .name {
        font-weight: 600;
      }

      .hint {
        display: block;
        margin-top: 2px;
      }

      input {
        appearance: none;
        position: relative;
        flex: none;
        width: 52px;
        height: 32px;
        margin: 0;
        border: 2px solid var(--im-line-strong);
        border-radius: var(--im-round);
        cursor: pointer;
        transition: background-color var(--im-fast);
      }

      input::before {
        content: '';
        position: absolute;
        inset-block-start: 4px;
        inset-inline-start: 4px;
        width: 20px;
        height: 20px;
        border-radius: 50%;
        background: var(--im-text);
        transition: inset-inline-start var(--im-fast) var(--im-ease);
      }

      input:disabled {
        cursor: default;
        opacity: 0.38;
      }

      input:checked {
        border-color: var(--im-accent);
        background: var(--im-accent);
      }

      input:checked::before {
        inset-inline-start: 24px;
        background: var(--im-accent-ink);
      }
    `,
  ];

  @property() label = '';
  @property({ type: Boolean }) on = false;

  /** Has no effect here; the hint says why. */
  @property({ type: Boolean }) disabled = false;

  protected override render(): TemplateResult {
    return html`
      <label class="row">
        <span>
          <span class="name">${this.label}</span>
          <span class="hint" id="hint"><slot></slot></span>
        </span>
        <input
          type="checkbox"
          aria-label=${this.label}
          aria-describedby="hint"
          ?disabled=${this.disabled}
          .checked=${live(this.on)}
          @change=${(event: Event) =>
            emit(this, 'switch-change', { on: (event.target as HTMLInputElement).checked })}
        />
      </label>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-switch': ImpastoSwitch;
  }
}
