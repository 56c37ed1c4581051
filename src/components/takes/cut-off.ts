import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { TakesApi } from '../../pipeline/api/takes-api';
import type { TakeEntry } from '../../pipeline/api/takes-state';
import { emit } from '../controls/events';
import { hint, sheetText } from '../theme/form-styles';
import './take-player';
import { dateText } from './take-tile';
import { takeStrings } from './take-strings';
import { controls } from '../theme/controls';

/**
 * A card for a recording that a closed tab or a crash cut off: look at it, save it, or throw it away.
 *
 * @fires take-recover - It is to be saved.
 * @fires take-discard - It is to be thrown away.
 */
@customElement('impasto-cut-off')
export class ImpastoCutOff extends LitElement {
  static override readonly styles = [
    controls,
    sheetText,
    hint,
    css`
      :host {
        display: block;
      }

      section {
        display: grid;
        gap: var(--im-3);
        padding: var(--im-4);
        border: 1px solid var(--im-line);
        border-radius: var(--im-radius-m);
        background: var(--im-raised);
      }

      .what {
        display: grid;
        grid-template-columns: auto 1fr;
        gap: var(--im-3);
        align-items: center;
      }

      img {
        width: 72px;
        height: 72px;
        border-radius: var(--im-radius-s);
        object-fit: cover;
      }

      h3 {
        margin-bottom: var(--im-1);
      }

      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: var(--im-2);
      }

      .action {
        flex: 1;
        min-height: var(--im-target);
        padding: 0 var(--im-3);
      }
    `,
  ];

  @property({ attribute: false }) takes: TakesApi | null = null;
  @property({ attribute: false }) take: TakeEntry | null = null;
  /** It is being saved. */
  @property({ type: Boolean }) saving = false;
  @state() private preview: File | 'gone' | null = null;
  @state() private playing = false;

  async #play(id: string): Promise<void> {
    this.playing = true;
    // Storage that fails is told in place of the picture.
    const preview = await this.takes?.preview(id).catch(() => null);
    if (id === this.take?.id) this.preview = preview ?? 'gone';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { take } = this;
    if (!take) return nothing;
    const { id } = take;
    return html`
      <section aria-labelledby="title">
        <div class="what">
          ${take.posterUrl ? html`<img src=${take.posterUrl} alt="" />` : html`<span></span>`}
          <div>
            <h3 id="title">${takeStrings.cutOffTitle()}</h3>
            <p class="hint">${takeStrings.cutOffText(dateText(take.createdAt))}</p>
          </div>
        </div>
        ${
          this.playing
            ? html`<impasto-take-player .take=${take} .file=${this.preview}></impasto-take-player>`
            : nothing
        }
        <div class="actions">
          <button
            type="button"
            class="action primary"
            ?disabled=${this.saving}
            aria-busy=${this.saving}
            @click=${() => emit(this, 'take-recover', { id })}
          >
            ${this.saving ? takeStrings.saving() : takeStrings.save()}
          </button>
          <button type="button" class="action" ?disabled=${this.playing} @click=${() => void this.#play(id)}>
            ${takeStrings.play()}
          </button>
          <button
            type="button"
            class="action"
            ?disabled=${this.saving}
            @click=${() => emit(this, 'take-discard', { id })}
          >
            ${takeStrings.discard()}
          </button>
        </div>
      </section>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-cut-off': ImpastoCutOff;
  }
}
