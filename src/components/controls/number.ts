import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { emit } from './events';
import { field } from '../theme/form-styles';
import { controls } from '../theme/controls';

/**
 * A number within limits. What is out of them is said beside the field and not sent.
 *
 * @fires number-change - Another legal number was typed.
 */
@customElement('impasto-number')
export class ImpastoNumber extends LitElement {
  static override readonly styles = [
    controls,
    field,
    css`
      label {
        display: grid;
        gap: var(--im-1);
        color: var(--im-muted);
        font-size: var(--im-text-s);
      }

      input {
        font-variant-numeric: tabular-nums;
      }

      input[aria-invalid='true'] {
        border-color: var(--im-danger);
      }

      .limits {
        color: var(--im-danger);
      }
    `,
  ];

  @property() label = '';
  @property({ type: Number }) value = 0;
  @property({ type: Number }) low = 0;
  @property({ type: Number }) high = 1;
  @property({ type: Boolean }) whole = false;
  /** Said beside the field when the number is out of its limits. */
  @property() limits = '';
  @state() private wrong = false;

  readonly #change = (event: Event): void => {
    const { valueAsNumber: value } = event.target as HTMLInputElement;
    this.wrong = !(value >= this.low && value <= this.high) || (this.whole && !Number.isInteger(value));
    if (!this.wrong) emit(this, 'number-change', { value });
  };

  protected override render(): TemplateResult {
    return html`
      <label>
        ${this.label}
        <input
          class="field"
          type="number"
          min=${this.low}
          max=${this.high}
          .step=${this.whole ? '1' : 'any'}
          inputmode=${this.whole ? 'numeric' : 'decimal'}
          aria-invalid=${this.wrong ? 'true' : 'false'}
          .value=${live(String(this.value))}
          @change=${this.#change}
        />
        ${this.wrong ? html`<span class="limits" role="alert">${this.limits}</span>` : nothing}
      </label>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-number': ImpastoNumber;
  }
}
