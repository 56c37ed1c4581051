import { Film, Image, Repeat2 } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TakeEntry } from '../../pipeline/api/takes-state';
import '../controls/icon';
import { clockText, sizeText } from '../strings/recording-strings';
import { takeStrings } from './take-strings';
import { controls } from '../theme/controls';

/** One take in the library: its picture, name, length and size. The click is the button's own. */
@customElement('impasto-take-tile')
export class ImpastoTakeTile extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
      }

      button {
        display: grid;
        gap: 6px;
        width: 100%;
        text-align: start;
      }

      .picture {
        position: relative;
        display: grid;
        place-items: center;
        aspect-ratio: 1;
        border-radius: var(--im-radius-m);
        background: var(--im-raised);
        color: var(--im-muted);
        overflow: hidden;
      }

      img {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: cover;
        transition: scale var(--im-slow) var(--im-ease);
      }

      button:hover img {
        scale: 1.04;
      }

      .badge {
        position: absolute;
        inset-inline-end: 8px;
        bottom: 8px;
        display: inline-flex;
        align-items: center;
        gap: 5px;
        padding: 3px 8px;
        border-radius: var(--im-round);
        background: var(--im-glass-strong);
        color: var(--im-text);
        font-size: var(--im-text-xs);
        font-variant-numeric: tabular-nums;
        --im-icon-size: 14px;
      }

      .name {
        overflow: hidden;
        font: var(--im-artwork);
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .facts {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
        color: var(--im-muted);
        font-size: var(--im-text-s);
      }
    `,
  ];

  @property({ attribute: false }) take: TakeEntry | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { take } = this;
    if (!take) return nothing;
    const [icon, kind] = {
      video: [Film, takeStrings.video()] as const,
      still: [Image, takeStrings.still()] as const,
      loop: [Repeat2, takeStrings.loop()] as const,
    }[take.kind];
    return html`
      <button type="button">
        <span class="picture">
          <impasto-icon .icon=${icon}></impasto-icon>
          ${take.posterUrl ? html`<img src=${take.posterUrl} alt="" loading="lazy" />` : nothing}
          <span class="badge">
            <impasto-icon .icon=${icon}></impasto-icon>
            <span class="hidden-text">${kind}</span>
            ${take.kind === 'still' ? nothing : html`<span>${clockText(take.duration)}</span>`}
          </span>
        </span>
        <span class="name">${take.name}</span>
        <span class="facts">${dateText(take.createdAt)}, ${sizeText(take.sizeBytes)}</span>
      </button>
    `;
  }
}

/** Day and time as the person's own locale writes them, short. */
export function dateText(at: number): string {
  return new Intl.DateTimeFormat(undefined, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-take-tile': ImpastoTakeTile;
  }
}
