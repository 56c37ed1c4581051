import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { emit } from './events';
import { coveringInput, hint, plainFieldset } from '../theme/form-styles';
import { controls } from '../theme/controls';

export interface ChoiceOption {
  readonly value: string;
  readonly label: string;
}

/**
 * One of a few values, as a row of pills over native radio inputs.
 *
 * @slot - A hint below the row.
 * @fires choice-change - Another value was chosen.
 */
@customElement('impasto-choice')
export class ImpastoChoice extends LitElement {
  static override readonly styles = [
    controls,
    coveringInput,
    plainFieldset,
    hint,
    css`
      :host {
        display: block;
      }

      .row {
        display: grid;
        grid-template-columns: repeat(3, 1fr);
        gap: var(--im-2);
      }

      @media (min-width: 600px) {
        .row {
          grid-template-columns: none;
          grid-auto-flow: column;
          grid-auto-columns: 1fr;
        }
      }

      label {
        position: relative;
      }

      .pill {
        display: grid;
        place-items: center;
        min-height: var(--im-target);
        padding: var(--im-1) var(--im-2);
        border: 1px solid var(--im-line-strong);
        border-radius: var(--im-round);
        font-size: var(--im-text-m);
        font-variant-numeric: tabular-nums;
        line-height: 1.2;
        text-align: center;
        text-wrap: balance;
      }

      input:hover + .pill {
        background: var(--im-tint);
      }

      input:checked + .pill {
        border-color: var(--im-accent);
        background: var(--im-accent);
        color: var(--im-accent-ink);
        font-weight: 600;
      }

      input:disabled + .pill {
        opacity: 0.38;
      }

      .hint {
        margin-top: var(--im-2);
      }
    `,
  ];

  @property() legend = '';
  @property() value = '';

  /** Has no effect here; the hint says why. */
  @property({ type: Boolean }) disabled = false;
  @property({ attribute: false }) options: readonly ChoiceOption[] = [];

  protected override render(): TemplateResult {
    return html`
      <fieldset ?disabled=${this.disabled}>
        <legend>${this.legend}</legend>
        <div class="row">
          ${this.options.map(
            ({ value, label }) => html`
              <label>
                <input
                  class="cover"
                  type="radio"
                  name="choice"
                  .value=${value}
                  .checked=${live(value === this.value)}
                  @change=${() => emit(this, 'choice-change', { value })}
                />
                <span class="pill">${label}</span>
              </label>
            `,
          )}
        </div>
        <div class="hint"><slot></slot></div>
      </fieldset>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-choice': ImpastoChoice;
  }
}
