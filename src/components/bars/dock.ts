import { Eye, LayoutGrid, SquareSplitHorizontal } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { SessionSnapshot } from '../../pipeline/api/session-state';
import { emit, type ImpastoEvent } from '../controls/events';
import '../controls/icon';
import '../controls/slider';
import '../styles/style-label';
import '../styles/style-strip';
import { sidePanel } from '../theme/layout';
import { strings } from '../strings/strings';
import { controls } from '../theme/controls';

/**
 * The look at hand: what is chosen, how strongly, compared with what, and the styles beside it. A floating card on a
 * phone, the side panel where there is room.
 *
 * @fires settings-change - The split view is switched.
 * @fires strength-change - The style is to be applied more, or less.
 * @fires compare-change - The original is (not) to be shown.
 * @fires styles-open - All styles are wanted.
 */
@customElement('impasto-dock')
export class ImpastoDock extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
        min-width: 0;
        padding: var(--im-2) 0 6px;
        border-radius: var(--im-radius-l);
      }

      .caption {
        display: flex;
        align-items: center;
        gap: var(--im-1);
        padding-inline: var(--im-4) var(--im-2);
      }

      impasto-style-label {
        flex: 1;
      }

      .strength {
        padding-inline: var(--im-4);
      }

      .two {
        padding-inline: var(--im-3) var(--im-2);
      }

      @media ${sidePanel} {
        :host {
          display: grid;
          grid-template-rows: [caption] auto [two] auto [strength] auto [strip] minmax(0, 1fr);
          grid-template-columns: minmax(0, 1fr);
          min-height: 0;
          padding: var(--im-2) 0 0;
          border-radius: 0;
        }

        .caption {
          padding-inline: var(--im-5) var(--im-3);
        }

        .two {
          grid-row: two;
          padding: 0 var(--im-3) var(--im-1) var(--im-5);
        }

        .strength {
          grid-row: strength;
          padding: var(--im-1) var(--im-5) var(--im-3);
          border-bottom: 1px solid var(--im-line);
        }

        .strip {
          grid-row: strip;
          padding-top: var(--im-4);
        }
      }

      @media (orientation: landscape) and (max-height: 560px) {
        :host {
          padding-top: 0;
        }

        .caption {
          padding-inline: var(--im-4) var(--im-2);
        }

        .strength {
          padding: 0 var(--im-4);
        }
      }
    `,
  ];

  @property({ attribute: false }) snapshot: SessionSnapshot | null = null;
  @property({ type: Boolean }) comparing = false;

  protected override render(): TemplateResult | typeof nothing {
    const { snapshot, comparing } = this;
    if (!snapshot) return nothing;
    const { styles, settings, encodingStyleId, stage } = snapshot;
    const { splitView, strength, styleId, mix } = settings;
    return html`
      <div class="caption">
        <impasto-style-label .entries=${styles} .chosen=${styleId} .mix=${mix}></impasto-style-label>
        <button
          type="button"
          class="round"
          aria-label=${strings.splitView()}
          aria-pressed=${splitView ? 'true' : 'false'}
          ?disabled=${!stage.styled}
          @click=${() => emit(this, 'settings-change', { splitView: !splitView })}
        >
          <impasto-icon .icon=${SquareSplitHorizontal}></impasto-icon>
        </button>
        <button
          type="button"
          class="round"
          aria-label=${strings.compare()}
          aria-pressed=${comparing ? 'true' : 'false'}
          ?disabled=${!stage.styled}
          @click=${() => emit(this, 'compare-change', { comparing: !comparing })}
        >
          <impasto-icon .icon=${Eye}></impasto-icon>
        </button>
        <button
          type="button"
          class="round"
          aria-label=${strings.allStyles()}
          title=${strings.allStyles()}
          @click=${() => emit(this, 'styles-open')}
        >
          <impasto-icon .icon=${LayoutGrid}></impasto-icon>
        </button>
      </div>
      ${
        settings.second
          ? html`<impasto-two-bar class="two" .entries=${styles} .settings=${settings}></impasto-two-bar>`
          : nothing
      }
      <impasto-slider
        class="strength"
        inline
        .label=${strings.strength()}
        .short=${strings.strengthShort()}
        .value=${strength}
        @slider-change=${({ detail }: ImpastoEvent<'slider-change'>) =>
          emit(this, 'strength-change', { strength: detail.value })}
      ></impasto-slider>
      <impasto-style-strip
        class="strip"
        .entries=${styles}
        .chosen=${styleId}
        .busy=${encodingStyleId}
        ?live=${stage.preview !== null}
      ></impasto-style-strip>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-dock': ImpastoDock;
  }
}
