import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StyleEntry } from '../pipeline/session-state';
import { strings } from './strings';

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

  @property({ attribute: false }) entry: StyleEntry | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { entry } = this;
    if (!entry) return nothing;
    const by =
      entry.origin === 'own' ? strings.ownStyle() : [entry.artist, entry.date].filter(Boolean).join(', ');
    return html`<p class="title">${entry.title}</p>
      <p class="artist">${by}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-style-label': ImpastoStyleLabel;
  }
}
