import { ChevronDown } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { type HqOther, type HqSnapshot, presetNames } from '../../pipeline/api/hq-state';
import type { StyleEntry } from '../../pipeline/api/session-state';
import { emit, type ImpastoEvent } from '../controls/events';
import { hqStrings, presetName } from './hq-strings';
import '../controls/choice';
import './hq-advanced';
import './hq-styles';
import '../controls/icon';
import '../controls/slider';
import '../controls/switch';
import { strings } from '../strings/strings';
import { controls } from '../theme/controls';

/**
 * What is to be painted: quality, strength, styles, size, and everything else behind “Advanced”.
 *
 * @fires hq-preset - A preset was chosen.
 * @fires hq-settings - Settings were changed.
 * @fires hq-full-size - Full size is (not) wanted.
 * @fires hq-other - The live picture's other style is (not) wanted.
 */
@customElement('impasto-hq-plan')
export class ImpastoHqPlan extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--im-5);
        min-width: 0;
      }

      p {
        margin: 0;
        color: var(--im-muted);
        line-height: 1.5;
      }

      details {
        border-top: 1px solid var(--im-line);
        padding-top: var(--im-2);
      }

      summary {
        display: flex;
        align-items: center;
        justify-content: space-between;
        min-height: var(--im-target);
        font-weight: 600;
        cursor: pointer;
        list-style: none;
      }

      summary::-webkit-details-marker {
        display: none;
      }

      summary impasto-icon {
        transition: rotate var(--im-fast);
      }

      details[open] summary impasto-icon {
        rotate: 180deg;
      }

      impasto-hq-advanced {
        padding-top: var(--im-3);
      }
    `,
  ];

  @property({ attribute: false }) snapshot: HqSnapshot | null = null;
  @property({ attribute: false }) entries: readonly StyleEntry[] = [];

  readonly #preset = ({ detail }: ImpastoEvent<'choice-change'>): void => {
    const preset = presetNames.find((name) => name === detail.value);
    if (preset) emit(this, 'hq-preset', { preset });
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.snapshot) return nothing;
    const { plan, sourceSize, network, backend } = this.snapshot;
    const { preset, settings, styles, other, fullSize } = plan;
    return html`
      <p>${hqStrings.intro()}</p>
      <impasto-choice
        .legend=${hqStrings.preset()}
        .value=${preset ?? ''}
        .options=${presetNames.map((name) => ({ value: name, label: presetName(name) }))}
        @choice-change=${this.#preset}
      ></impasto-choice>
      <impasto-slider
        inline
        .label=${strings.strength()}
        .short=${strings.strengthShort()}
        .value=${settings.amount}
        @slider-change=${({ detail }: ImpastoEvent<'slider-change'>) =>
          emit(this, 'hq-settings', { amount: detail.value })}
      ></impasto-slider>
      <impasto-hq-styles .entries=${this.entries} .mix=${styles}></impasto-hq-styles>
      ${other ? this.#otherStyle(other) : nothing}
      <impasto-switch
        .label=${hqStrings.fullSize()}
        .on=${fullSize}
        @switch-change=${({ detail }: ImpastoEvent<'switch-change'>) =>
          emit(this, 'hq-full-size', { fullSize: detail.on })}
      >
        ${
          fullSize && sourceSize && Math.max(sourceSize.width, sourceSize.height) > settings.longSide
            ? hqStrings.fullSizeHint(sourceSize.width, sourceSize.height)
            : hqStrings.paintedSizeHint(settings.longSide)
        }
      </impasto-switch>
      <details>
        <summary>${hqStrings.advanced()}<impasto-icon .icon=${ChevronDown}></impasto-icon></summary>
        <impasto-hq-advanced
          .settings=${settings}
          .network=${network}
          .backend=${backend}
        ></impasto-hq-advanced>
      </details>
    `;
  }

  /** The live picture's other style, to be left out or not. */
  #otherStyle({ styles, on }: HqOther): TemplateResult {
    const titles = styles.map(({ entry }) => entry.title).join(', ');
    return html`
      <impasto-switch
        .label=${hqStrings.both()}
        .on=${on}
        @switch-change=${({ detail }: ImpastoEvent<'switch-change'>) =>
          emit(this, 'hq-other', { on: detail.on })}
      >
        ${hqStrings.bothHint(titles)}
      </impasto-switch>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-hq-plan': ImpastoHqPlan;
  }
}
