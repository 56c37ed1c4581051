import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MixPart } from '../../pipeline/api/styles-api';
import type { StyleEntry } from '../../pipeline/api/session-state';
import { strings } from '../strings/strings';

/** The museum label of the chosen style: title in italics, artist and date below. */
@customElement('impasto-style-label')
export class ImpastoStyleLabel extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
      min-width: 0;
    }

    p {
      margin: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }

    .title {
      font: italic 500 var(--im-text-l) / 1.3 var(--im-serif);
    }

    .artist {
      color: var(--im-muted);
      font-size: var(--im-text-s);
      line-height: 1.4;
    }
  `;

  @property({ attribute: false }) entries: readonly StyleEntry[] = [];
  /** Id of the chosen style. */
  @property() chosen = '';
  /** Several styles at once; empty for the chosen one alone. */
  @property({ attribute: false }) mix: readonly MixPart[] = [];

  protected override render(): TemplateResult | typeof nothing {
    const entry = this.entries.find(({ id }) => id === this.chosen);
    if (!entry) return nothing;
    const parts = this.mix.filter(({ weight }) => weight > 0);
    if (parts.length > 1) return this.#mixed(parts);
    const by =
      entry.origin === 'own' ? strings.ownStyle() : [entry.artist, entry.date].filter(Boolean).join(', ');
    return html`<div aria-live="polite">
      <p class="title">${entry.title}</p>
      <p class="artist">${by}</p>
    </div>`;
  }

  #mixed(parts: readonly MixPart[]): TemplateResult {
    const total = parts.reduce((sum, { weight }) => sum + weight, 0);
    const names = parts
      .toSorted((a, b) => b.weight - a.weight)
      .map(({ id, weight }) => {
        const title = this.entries.find((style) => style.id === id)?.title ?? '';
        return `${title} ${strings.percentShort(Math.round((100 * weight) / total))}`;
      });
    return html`<p class="title">${strings.mixOf(parts.length)}</p>
      <p class="artist">${names.join(', ')}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-style-label': ImpastoStyleLabel;
  }
}
