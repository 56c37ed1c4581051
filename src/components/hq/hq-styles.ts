import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { HqStyle } from '../../pipeline/api/hq-state';
import type { StyleEntry } from '../../pipeline/api/session-state';
import { emit } from '../controls/events';
import { coveringInput, plainFieldset, rangeRow } from '../theme/form-styles';
import { hqStrings } from './hq-strings';
import { controls } from '../theme/controls';

/**
 * The styles of the mix: thumbnails to choose from, and a share for each once there are two.
 *
 * @fires style-weight - A style goes in or out, or its share changed.
 */
@customElement('impasto-hq-styles')
export class ImpastoHqStyles extends LitElement {
  static override readonly styles = [
    controls,
    coveringInput,
    plainFieldset,
    rangeRow,
    css`
      :host {
        display: block;
        min-width: 0;
      }

      .hint {
        margin-inline-start: var(--im-2);
        color: var(--im-muted);
        font-weight: 400;
        font-size: var(--im-text-s);
      }

      .row {
        display: flex;
        gap: var(--im-2);
        margin: 0 calc(-1 * var(--im-5));
        padding: 4px var(--im-5);
        overflow-x: auto;
        scrollbar-width: none;
      }

      .tile {
        position: relative;
        flex: none;
      }

      img {
        display: block;
        width: 60px;
        height: 60px;
        border-radius: var(--im-radius-s);
        object-fit: cover;
      }

      input:checked + img {
        outline: var(--im-chosen-ring);
        outline-offset: 1px;
      }

      .share {
        --im-name-width: minmax(0, 8.5em);
        font-size: var(--im-text-s);
      }

      .name {
        overflow: hidden;
        font: var(--im-artwork);
        text-overflow: ellipsis;
        white-space: nowrap;
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly StyleEntry[] = [];
  @property({ attribute: false }) mix: readonly HqStyle[] = [];

  protected override render(): TemplateResult {
    const total = this.mix.reduce((sum, { weight }) => sum + weight, 0);
    return html`
      <fieldset>
        <legend>${hqStrings.styles()}<span class="hint">${hqStrings.stylesHint()}</span></legend>
        <div class="row">${this.entries.map((entry) => this.#tile(entry))}</div>
        ${this.mix.length > 1 ? this.mix.map((style) => this.#share(style, total)) : nothing}
      </fieldset>
    `;
  }

  #tile({ id, title, thumbnailUrl }: StyleEntry): TemplateResult {
    const chosen = this.mix.some(({ entry }) => entry.id === id);
    return html`
      <div class="tile">
        <input
          class="cover"
          type="checkbox"
          aria-label=${title}
          title=${title}
          .checked=${live(chosen)}
          @change=${() => {
            emit(this, 'style-weight', { id, weight: chosen ? 0 : 1 });
            // The last style stays chosen, whatever the box shows.
            this.requestUpdate();
          }}
        />
        <img src=${thumbnailUrl} alt="" loading="lazy" />
      </div>
    `;
  }

  #share({ entry: { id, title }, weight }: HqStyle, total: number): TemplateResult {
    return html`
      <label class="range-row share">
        <span class="name">${title}</span>
        <input
          type="range"
          min="0.05"
          max="1"
          step="0.05"
          aria-label=${hqStrings.share(title)}
          .value=${live(String(weight))}
          @input=${(event: Event) =>
            emit(this, 'style-weight', { id, weight: (event.target as HTMLInputElement).valueAsNumber })}
        />
        <output>${hqStrings.percent(Math.round((weight / total) * 100))}</output>
      </label>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-hq-styles': ImpastoHqStyles;
  }
}
