import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Swipe } from './style-swipe';
import { strings } from '../strings/strings';

/** The label of the style that a swipe brings in: it comes along with the finger. */
@customElement('impasto-swipe-hint')
export class ImpastoSwipeHint extends LitElement {
  static override readonly styles = css`
    :host {
      position: absolute;
      inset: 0;
      display: grid;
      place-items: center;
      overflow: hidden;
      pointer-events: none;
    }

    .card {
      display: flex;
      align-items: center;
      gap: var(--im-3);
      max-width: 86%;
      padding: var(--im-2) var(--im-5) var(--im-2) var(--im-2);
      border-radius: var(--im-radius-m);
      background: var(--im-glass);
      color: var(--im-text);
      translate: calc(var(--from) * (1 - var(--share)) * 60cqw) 0;
      opacity: calc(var(--share) * 2.2);
    }

    img {
      flex: none;
      width: 56px;
      height: 56px;
      border-radius: var(--im-radius-s);
      object-fit: cover;
    }

    p {
      min-width: 0;
      margin: 0;
      font: italic 500 var(--im-text-l) / 1.25 var(--im-serif);
      text-wrap: balance;
    }

    span {
      display: block;
      color: var(--im-muted);
      font: 400 var(--im-text-s) / 1.4 var(--im-sans);
      font-variant-numeric: tabular-nums;
    }
  `;

  @property({ attribute: false }) swipe: Swipe | null = null;

  /** Through the CSSOM: the Content Security Policy forbids style attributes. */
  protected override updated(): void {
    if (!this.swipe) return;
    const { share, step } = this.swipe;
    const forwards = getComputedStyle(this).direction === 'rtl' ? -step : step;
    this.style.setProperty('--share', share.toFixed(3));
    this.style.setProperty('--from', String(forwards));
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.swipe) return nothing;
    const { entry, share } = this.swipe;
    return html`<div class="card" aria-hidden="true">
      <img src=${entry.thumbnailUrl} alt="" />
      <p>${entry.title}<span>${strings.percentShort(Math.round(share * 100))}</span></p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-swipe-hint': ImpastoSwipeHint;
  }
}
