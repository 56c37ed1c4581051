import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { emit } from './events';
import { hint } from '../theme/form-styles';
import { range } from '../theme/range-styles';
import { strings } from '../strings/strings';
import { controls } from '../theme/controls';

/**
 * One value from 0 to 100 %, over a native range input. Name and value stand above it or, `inline`, beside it; then a
 * bubble shows the value while it is moved, because a thumb covers little room.
 *
 * @slot - A hint below.
 * @fires slider-change - It moved; the value is 0..1.
 */
@customElement('impasto-slider')
export class ImpastoSlider extends LitElement {
  static override readonly styles = [
    controls,
    range,
    hint,
    css`
      :host {
        display: block;
      }

      .row {
        display: grid;
        grid-template: 'name value' auto 'track track' var(--im-target) / 1fr auto;
        align-items: baseline;
        column-gap: var(--im-4);
        font-weight: 600;
      }

      .track {
        grid-area: track;
        position: relative;
        height: var(--im-target);
      }

      .value {
        font-variant-numeric: tabular-nums;
      }

      .bubble {
        display: none;
      }

      :host([inline]) .row {
        grid-template: 'name track value' var(--im-target) / auto 1fr auto;
        align-items: center;
        column-gap: var(--im-3);
        font-weight: 400;
        font-size: var(--im-text-s);
      }

      :host([inline]) .value {
        min-width: 5ch;
        text-align: end;
      }

      :host([inline]) .bubble {
        --middle: -50%;
        display: block;
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

      :host([inline]) .bubble:dir(rtl) {
        --middle: 50%;
      }

      :host([inline]) input:active + .bubble,
      :host([inline]) input:focus-visible + .bubble {
        opacity: 1;
        transform: translateX(var(--middle));
      }
    `,
  ];

  @property() label = '';

  /** A shorter name to be seen, where there is little room. */
  @property() short = '';

  /** Name, track and value in one row. */
  @property({ type: Boolean, reflect: true }) inline = false;

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
    const shown = strings.percentShort(percent);
    return html`
      <div class="row">
        <span aria-hidden="true">${this.short || this.label}</span>
        <div class="track">
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
          <span class="bubble" aria-hidden="true">${shown}</span>
        </div>
        <span class="value" aria-hidden="true">${shown}</span>
      </div>
      <div class="hint" id="hint"><slot></slot></div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-slider': ImpastoSlider;
  }
}
