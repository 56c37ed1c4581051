import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { fileTypes, type FileType, type HqSnapshot } from '../../pipeline/api/hq-state';
import { emit, type ImpastoEvent } from '../controls/events';
import { fileTypeName, hqStrings } from './hq-strings';
import '../controls/choice';
import './hq-curves';
import { controls } from '../theme/controls';

/**
 * The finished still: its size, and the type to save it as.
 *
 * @fires hq-file-type - Another type was chosen.
 * @fires hq-film - A clip of the painting is wanted.
 */
@customElement('impasto-hq-result')
export class ImpastoHqResult extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--im-5);
      }

      h3 {
        margin: 0 0 var(--im-1);
        font: var(--im-title);
      }

      p {
        margin: 0;
        color: var(--im-muted);
        line-height: 1.5;
      }
    `,
  ];

  @property({ attribute: false }) snapshot: HqSnapshot | null = null;
  @property() type: FileType = 'image/png';
  /** A clip is being made, or is kept already. */
  @property({ type: Boolean }) filming = false;

  protected override render(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (snapshot?.phase.kind !== 'done') return nothing;
    const { size, optimised, limited, kept, filmed } = snapshot.phase;
    return html`
      <div role="status">
        <h3>${kept ? hqStrings.keptEarly() : hqStrings.done()}</h3>
        <p>${hqStrings.size(size.width, size.height)}</p>
        ${limited ? html`<p>${hqStrings.limited(optimised.width, optimised.height)}</p>` : nothing}
      </div>
      <impasto-choice
        .legend=${hqStrings.fileType()}
        .value=${this.type}
        .options=${fileTypes.map((value) => ({ value, label: fileTypeName(value) }))}
        @choice-change=${({ detail }: ImpastoEvent<'choice-change'>) => {
          const type = fileTypes.find((known) => known === detail.value);
          if (type) emit(this, 'hq-file-type', { type });
        }}
        >${hqStrings.fileTypeHint()}</impasto-choice
      >
      ${
        filmed
          ? html`<button
              type="button"
              class="action"
              ?disabled=${this.filming}
              @click=${() => emit(this, 'hq-film')}
            >
              ${hqStrings.keepFilm()}
            </button>`
          : nothing
      }
      ${
        snapshot.losses.length > 1
          ? html`<impasto-hq-curves .losses=${snapshot.losses}></impasto-hq-curves>`
          : nothing
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-hq-result': ImpastoHqResult;
  }
}
