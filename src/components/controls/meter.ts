import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';

/**
 * How much of something there is, over a native meter element: a level, a share of the storage.
 *
 * @cssprop --im-bar-height - 6px unless set.
 * @cssprop --im-bar-track - Colour of the part that is left.
 * @cssprop --im-bar-fill - Colour of the filled part, the accent unless set.
 */
@customElement('impasto-meter')
export class ImpastoMeter extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      --height: var(--im-bar-height, 6px);
      --fill: var(--im-bar-fill, var(--im-accent));
    }

    meter {
      display: block;
      width: 100%;
      height: var(--height);
      appearance: none;
      border: 0;
      border-radius: calc(var(--height) / 2);
      background: var(--im-bar-track, var(--im-track));
      overflow: hidden;
    }

    meter::-webkit-meter-inner-element,
    meter::-webkit-meter-bar {
      height: var(--height);
      border: 0;
      background: none;
    }

    meter::-webkit-meter-optimum-value {
      border-radius: calc(var(--height) / 2);
      background: var(--fill);
    }

    meter::-webkit-meter-suboptimum-value {
      border-radius: calc(var(--height) / 2);
      background: var(--im-record);
    }

    meter::-moz-meter-bar {
      border-radius: calc(var(--height) / 2);
      background: var(--fill);
    }

    meter:-moz-meter-sub-optimum::-moz-meter-bar {
      background: var(--im-record);
    }
  `;

  /** Accessible name. */
  @property() label = '';

  /** 0..max */
  @property({ type: Number }) value = 0;
  @property({ type: Number }) max = 1;

  /** Above this it is too much, and red; never unless set. */
  @property({ type: Number }) high: number | undefined;

  protected override render(): TemplateResult {
    return html`<meter
      aria-label=${this.label}
      min="0"
      max=${this.max}
      high=${ifDefined(this.high)}
      optimum="0"
      .value=${this.value}
    ></meter>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-meter': ImpastoMeter;
  }
}
