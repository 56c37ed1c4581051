import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { emit } from './events';
import { range } from './range-styles';
import { strings } from './strings';
import { controls } from './tokens';

/**
 * One setting from 0 to 100 %, over a native range input.
 *
 * @slot - A hint below.
 * @fires slider-change - It moved; the value is 0..1.
 */
@customElement('impasto-slider')
export class ImpastoSlider extends LitElement {
  static override readonly styles = [
    controls,
    range,
    css`
      :host {
        display: block;
      }

      .row {
        display: flex;
        align-items: baseline;
        justify-content: space-between;
        gap: var(--im-4);
        font-weight: 600;
      }

      .value {
        font-variant-numeric: tabular-nums;
      }

      input {
        display: block;
        height: var(--im-target);
      }

      .hint {
        color: var(--im-muted);
        font-size: var(--im-text-s);
        line-height: 1.5;
      }
    `,
  ];

  @property() label = '';

  /** 0..1 */
  @property({ type: Number }) value = 0;

  /** Has no effect here; the hint says why. */
  @property({ type: Boolean }) disabled = false;

  /** Through the CSSOM: the Content Security Policy forbids style attributes. */
  protected override updated(): void {
    this.style.setProperty('--at', String(Math.round(this.value * 100) / 100));
  }

  protected override render(): TemplateResult {
    const percent = Math.round(this.value * 100);
    return html`
      <div class="row" aria-hidden="true">
        <span>${this.label}</span>
        <span class="value">${strings.percentShort(percent)}</span>
      </div>
      <input
        type="range"
        min="0"
        max="100"
        step="1"
        aria-label=${this.label}
        aria-describedby="hint"
        aria-valuetext=${strings.percent(percent)}
        ?disabled=${this.disabled}
        .value=${live(String(percent))}
        @input=${(event: Event) =>
          emit(this, 'slider-change', { value: (event.target as HTMLInputElement).valueAsNumber / 100 })}
      />
      <div class="hint" id="hint"><slot></slot></div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-slider': ImpastoSlider;
  }
}
