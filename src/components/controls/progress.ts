import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';

/**
 * A bar that fills, over a native progress element.
 *
 * @cssprop --im-bar-height - 8px unless set.
 * @cssprop --im-bar-track - Colour of the part that is left.
 */
@customElement('impasto-progress')
export class ImpastoProgress extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
    }

    progress {
      display: block;
      width: 100%;
      height: var(--im-bar-height, 8px);
      appearance: none;
      border: 0;
      border-radius: calc(var(--im-bar-height, 8px) / 2);
      background: var(--im-bar-track, var(--im-tint-strong));
      overflow: hidden;
    }

    progress::-webkit-progress-bar {
      background: none;
    }

    progress::-webkit-progress-value {
      border-radius: calc(var(--im-bar-height, 8px) / 2);
      background: var(--im-accent);
      transition: inline-size var(--im-fast) linear;
    }

    progress::-moz-progress-bar {
      background: var(--im-accent);
    }
  `;

  /** Accessible name. */
  @property() label = '';

  /** 0..max */
  @property({ type: Number }) value = 0;
  @property({ type: Number }) max = 1;

  /** The value in words, where a percentage says too little. */
  @property() text: string | undefined;

  protected override render(): TemplateResult {
    return html`<progress
      aria-label=${this.label}
      aria-valuetext=${ifDefined(this.text)}
      .max=${this.max}
      .value=${this.value}
    ></progress>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-progress': ImpastoProgress;
  }
}
