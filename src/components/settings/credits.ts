import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StyleEntry } from '../../pipeline/api/session-state';
import { settingsStrings } from './settings-strings';

/** The gallery's artworks with artist, life and date, and where the reproductions come from. */
@customElement('impasto-credits')
export class ImpastoCredits extends LitElement {
  static override readonly styles = css`
    ul {
      display: grid;
      gap: 14px;
      margin: 0 0 var(--im-4);
      padding: 0;
      list-style: none;
    }

    li {
      display: grid;
      grid-template-columns: 44px 1fr;
      gap: 0 var(--im-3);
      align-items: center;
      line-height: 1.35;
    }

    img {
      grid-row: span 2;
      width: 44px;
      height: 44px;
      border-radius: 8px;
      object-fit: cover;
    }

    cite {
      align-self: end;
      font: var(--im-artwork);
    }

    span {
      align-self: start;
    }

    span,
    p {
      color: var(--im-muted);
      font-size: var(--im-text-s);
    }

    p {
      margin: 0;
      line-height: 1.5;
    }

    a {
      display: inline-block;
      padding: var(--im-2) 0;
      color: var(--im-accent);
    }

    a:focus-visible {
      outline: var(--im-focus-ring);
      outline-offset: 2px;
    }
  `;

  @property({ attribute: false }) entries: readonly StyleEntry[] = [];

  protected override render(): TemplateResult {
    return html`
      <ul>
        ${this.entries
          .filter(({ origin }) => origin === 'gallery')
          .map(
            ({ title, artist, life, date, thumbnailUrl }) => html`
              <li>
                <img src=${thumbnailUrl} alt="" loading="lazy" width="44" height="44" />
                <cite>${title}</cite>
                <span>${artist}${life ? ` (${life})` : ''}${date ? `, ${date}` : ''}</span>
              </li>
            `,
          )}
      </ul>
      <p>
        ${settingsStrings.creditsSource()} <a href="./styles/NOTICE.md">${settingsStrings.creditsLink()}</a>
      </p>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-credits': ImpastoCredits;
  }
}
