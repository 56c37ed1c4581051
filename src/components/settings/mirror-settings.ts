import { MonitorPlay } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { mirrorCountdowns, mirrorPeriods, mirrorStyles } from '../../pipeline/api/mirror-api';
import type { Settings } from '../../pipeline/api/session-state';
import '../controls/choice';
import { emit, type ImpastoEvent } from '../controls/events';
import '../controls/icon';
import { controls } from '../theme/controls';
import { mirrorPeriodName, mirrorStylesName, settingsStrings } from './settings-strings';

/**
 * What mirror mode does: which styles take turns, how long each stays, how long a photo waits; and the way into it.
 *
 * @fires settings-change - One setting was changed.
 * @fires mirror-open - Mirror mode is wanted.
 */
@customElement('impasto-mirror-settings')
export class ImpastoMirrorSettings extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: grid;
        gap: var(--im-5);
      }

      .action {
        justify-self: start;
      }
    `,
  ];

  @property({ attribute: false }) settings: Settings | null = null;

  #change(change: Partial<Settings>): void {
    emit(this, 'settings-change', change);
  }

  readonly #styles = ({ detail }: ImpastoEvent<'choice-change'>): void => {
    const chosen = mirrorStyles.find((styles) => styles === detail.value);
    if (chosen) this.#change({ mirrorStyles: chosen });
  };

  readonly #seconds = ({ detail }: ImpastoEvent<'choice-change'>): void => {
    const chosen = mirrorPeriods.find((seconds) => String(seconds) === detail.value);
    if (chosen !== undefined) this.#change({ mirrorSeconds: chosen });
  };

  readonly #countdown = ({ detail }: ImpastoEvent<'choice-change'>): void => {
    const chosen = mirrorCountdowns.find((seconds) => String(seconds) === detail.value);
    if (chosen) this.#change({ mirrorCountdown: chosen });
  };

  protected override render(): TemplateResult | typeof nothing {
    if (!this.settings) return nothing;
    const { mirrorStyles: styles, mirrorSeconds, mirrorCountdown } = this.settings;
    return html`
      <impasto-choice
        .legend=${settingsStrings.mirrorSeconds()}
        .value=${String(mirrorSeconds)}
        .options=${mirrorPeriods.map((value) => ({ value: String(value), label: mirrorPeriodName(value) }))}
        @choice-change=${this.#seconds}
      ></impasto-choice>
      <impasto-choice
        .legend=${settingsStrings.mirrorStyles()}
        .value=${styles}
        .options=${mirrorStyles.map((value) => ({ value, label: mirrorStylesName(value) }))}
        @choice-change=${this.#styles}
        >${settingsStrings.mirrorStylesHint()}</impasto-choice
      >
      <impasto-choice
        .legend=${settingsStrings.mirrorCountdown()}
        .value=${String(mirrorCountdown)}
        .options=${mirrorCountdowns.map((value) => ({ value: String(value), label: settingsStrings.secondsShort(value) }))}
        @choice-change=${this.#countdown}
        >${settingsStrings.mirrorCountdownHint()}</impasto-choice
      >
      <button type="button" class="action" @click=${() => emit(this, 'mirror-open')}>
        <impasto-icon .icon=${MonitorPlay}></impasto-icon>${settingsStrings.mirrorStart()}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-mirror-settings': ImpastoMirrorSettings;
  }
}
