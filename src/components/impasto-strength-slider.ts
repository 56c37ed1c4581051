import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { emit } from './events';
import { strings } from './strings';
import { range } from './range-styles';
import { controls } from './tokens';

/**
 * How strongly the style is applied, 0–100 %.
 *
 * @fires strength-change - The slider moved; strength is 0..1.
 * @csspart input - The native range input.
 */
@customElement('impasto-strength-slider')
export class ImpastoStrengthSlider extends LitElement {
  static override readonly styles = [
    controls,
    range,
    css`
      :host {
        display: block;
      }

      .row {
        display: flex;
        align-items: center;
        gap: var(--im-3);
        font-size: var(--im-text-s);
      }

      .value {
        min-width: 5ch;
        text-align: end;
        font-variant-numeric: tabular-nums;
      }

      .track {
        position: relative;
        flex: 1;
        height: var(--im-target);
      }

      .bubble {
        --middle: -50%;
        position: absolute;
        bottom: calc(100% + 2px);
        inset-inline-start: calc(12px + (100% - 24px) * var(--at));
        padding: var(--im-1) var(--im-3);
        border-radius: var(--im-round);
        background: var(--im-text);
        color: var(--im-ground);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
        transform: translateX(var(--middle)) scale(0.8);
        opacity: 0;
        pointer-events: none;
        transition:
          opacity var(--im-fast),
          transform var(--im-fast);
      }

      .bubble:dir(rtl) {
        --middle: 50%;
      }

      input:active + .bubble,
      input:focus-visible + .bubble {
        opacity: 1;
        transform: translateX(var(--middle));
      }
    `,
  ];

  /** 0..1 */
  @property({ type: Number }) strength = 1;

  readonly #input = (event: Event): void => {
    const percent = (event.target as HTMLInputElement).valueAsNumber;
    emit(this, 'strength-change', { strength: percent / 100 });
  };

  /** Through the CSSOM: the Content Security Policy forbids style attributes. */
  protected override updated(): void {
    this.style.setProperty('--at', String(Math.round(this.strength * 100) / 100));
  }

  protected override render(): TemplateResult {
    const percent = Math.round(this.strength * 100);
    return html`
      <div class="row">
        <span aria-hidden="true">${strings.strengthShort()}</span>
        <div class="track">
          <input
            part="input"
            type="range"
            min="0"
            max="100"
            step="1"
            aria-label=${strings.strength()}
            aria-valuetext=${strings.percent(percent)}
            .value=${live(String(percent))}
            @input=${this.#input}
          />
          <span class="bubble" aria-hidden="true">${strings.percentShort(percent)}</span>
        </div>
        <span class="value" aria-hidden="true">${strings.percentShort(percent)}</span>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-strength-slider': ImpastoStrengthSlider;
  }
}
