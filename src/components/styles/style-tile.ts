import { Heart } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { StyleEntry } from '../../pipeline/api/session-state';
import { emit } from '../controls/events';
import '../controls/icon';
import './scene';
import { lookStrings } from './look-strings';
import { controls } from '../theme/controls';

/**
 * One style in the browser: the person's own scene painted in it, the artwork in the corner, its title below. A button
 * that is pressed when the style is chosen, and a heart.
 *
 * @fires style-choose - It was chosen.
 * @fires style-favourite - The heart was pressed.
 */
@customElement('impasto-style-tile')
export class ImpastoStyleTile extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        position: relative;
        /* The heart stays below the sheet's heading. */
        isolation: isolate;
        display: block;
      }

      .choose {
        display: block;
        width: 100%;
        text-align: start;
        border-radius: var(--im-radius-m);
      }

      .face {
        position: relative;
        display: block;
        aspect-ratio: 1;
        border-radius: var(--im-radius-m);
        overflow: hidden;
        background: var(--im-raised);
      }

      .face > * {
        position: absolute;
        inset: 0;
        width: 100%;
        height: 100%;
        object-fit: cover;
      }

      .face > .art {
        inset: auto auto 6px 6px;
        width: 34%;
        height: 34%;
        border: 2px solid var(--im-on-picture-frame);
        border-radius: var(--im-radius-s);
        box-shadow: var(--im-shadow-s);
      }

      .choose[aria-pressed='true'] .face {
        outline: var(--im-chosen-ring);
        outline-offset: 2px;
      }

      .choose:focus-visible {
        outline: none;
        box-shadow: none;
      }

      .choose:focus-visible .face {
        outline: var(--im-focus-ring);
        outline-offset: 2px;
      }

      .title,
      .artist {
        display: block;
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
      }

      .title {
        margin-top: var(--im-2);
        font: var(--im-artwork);
      }

      .artist {
        min-height: 1.35em;
        color: var(--im-muted);
        font-size: var(--im-text-xs);
        line-height: 1.35;
      }

      .heart {
        position: absolute;
        inset-block-start: 0;
        inset-inline-end: 0;
        color-scheme: dark;
        color: var(--im-text);
        --im-icon-size: 18px;
      }

      .heart span {
        display: grid;
        place-items: center;
        width: 32px;
        height: 32px;
        border-radius: 50%;
        background: var(--im-glass);
      }

      .heart[aria-pressed='true'] {
        background: none;
      }

      .heart[aria-pressed='true'] span {
        background: var(--im-accent);
        color: var(--im-accent-ink);
      }
    `,
  ];

  @property({ attribute: false }) entry: StyleEntry | null = null;
  @property({ type: Boolean }) chosen = false;
  @property({ type: Boolean }) favourite = false;
  /** The scene in this style. */
  @property({ attribute: false }) scene: ImageData | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { entry, favourite } = this;
    if (!entry) return nothing;
    const { id, title, artist, thumbnailUrl } = entry;
    return html`
      <button
        type="button"
        class="choose"
        aria-label=${[title, artist].filter(Boolean).join(', ')}
        aria-pressed=${this.chosen ? 'true' : 'false'}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        @click=${() => emit(this, 'style-choose', { id })}
      >
        <span class="face">
          <img src=${thumbnailUrl} alt="" draggable="false" />
          <impasto-scene .picture=${this.scene}></impasto-scene>
          ${this.scene ? html`<img class="art" src=${thumbnailUrl} alt="" draggable="false" />` : nothing}
        </span>
        <span class="title">${title}</span>
        <span class="artist">${artist}</span>
      </button>
      <button
        type="button"
        class="round heart"
        aria-label=${lookStrings.favourite(title)}
        aria-pressed=${favourite ? 'true' : 'false'}
        @click=${() => emit(this, 'style-favourite', { id, on: !favourite })}
      >
        <span><impasto-icon .icon=${Heart}></impasto-icon></span>
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-style-tile': ImpastoStyleTile;
  }
}
