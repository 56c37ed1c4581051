import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  details,
  type EngineState,
  frameRates,
  type GovernorStatus,
  type Settings,
  strokeScales,
  styledAreas,
} from '../../pipeline/api/session-state';
import { emit, type ImpastoEvent } from '../controls/events';
import '../controls/choice';
import '../controls/slider';
import '../controls/switch';
import { settingsStrings, strokeScaleName, styledAreaName } from './settings-strings';
import { detailName, governorText } from '../strings/detail-strings';

/**
 * The settings of the picture itself: detail and the frame rate it holds, steadiness, colours, edges. What the running
 * engine cannot do is disabled and says why.
 *
 * @fires settings-change - One setting was changed.
 */
@customElement('impasto-picture-settings')
export class ImpastoPictureSettings extends LitElement {
  static override readonly styles = css`
    :host {
      display: grid;
      gap: var(--im-5);
    }

    .now {
      display: block;
      color: var(--im-text);
      font-variant-numeric: tabular-nums;
    }
  `;

  @property({ attribute: false }) settings: Settings | null = null;
  @property({ attribute: false }) engine: EngineState = { kind: 'warming' };
  @property({ attribute: false }) governor: GovernorStatus | null = null;

  #change(change: Partial<Settings>): void {
    emit(this, 'settings-change', change);
  }

  readonly #detail = (event: ImpastoEvent<'choice-change'>): void => {
    const detail = details.find((choice) => String(choice) === event.detail.value);
    if (detail) this.#change({ detail });
  };

  readonly #targetFps = (event: ImpastoEvent<'choice-change'>): void => {
    const targetFps = frameRates.find((rate) => String(rate) === event.detail.value);
    if (targetFps) this.#change({ targetFps });
  };

  readonly #strokeScale = (event: ImpastoEvent<'choice-change'>): void => {
    const strokeScale = strokeScales.find((scale) => String(scale) === event.detail.value);
    if (strokeScale) this.#change({ strokeScale });
  };

  readonly #styledArea = (event: ImpastoEvent<'choice-change'>): void => {
    const styledArea = styledAreas.find((area) => area === event.detail.value);
    if (styledArea) this.#change({ styledArea });
  };

  /** Why options that need `ability` have no effect; null when they have, or nobody knows yet. */
  #refusal(ability: 'enlarges' | 'steadies'): string | null {
    const { engine } = this;
    if (engine.kind !== 'ready' || engine.abilities[ability]) return null;
    if (engine.backend === 'webgpu') return settingsStrings.needsOwnEngine();
    return ability === 'enlarges' ? settingsStrings.needsGpu() : settingsStrings.needsWebGpu();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.settings) return nothing;
    return html`${this.#speed(this.settings)} ${this.#look(this.settings)}`;
  }

  #speed({ detail, targetFps }: Settings): TemplateResult {
    const auto = detail === 'auto';
    return html`
      <impasto-choice
        .legend=${settingsStrings.detail()}
        .value=${String(detail)}
        .options=${details.map((value) => ({ value: String(value), label: detailName(value) }))}
        @choice-change=${this.#detail}
      >
        ${this.governor ? html`<span class="now">${governorText(this.governor)}</span>` : nothing}
        ${settingsStrings.detailHint()}
      </impasto-choice>
      <impasto-choice
        .legend=${settingsStrings.targetFps()}
        .value=${String(targetFps)}
        .options=${frameRates.map((value) => ({ value: String(value), label: settingsStrings.fpsShort(value) }))}
        ?disabled=${!auto}
        @choice-change=${this.#targetFps}
      >
        ${auto ? settingsStrings.targetFpsHint() : settingsStrings.targetFpsNeedsAuto()}
      </impasto-choice>
    `;
  }

  #look({
    statistics,
    steadiness,
    keepColours,
    sharpEdges,
    strokeScale,
    styledArea,
  }: Settings): TemplateResult {
    const unsteady = this.#refusal('steadies');
    const unguided = this.#refusal('enlarges');
    return html`
      <impasto-choice
        .legend=${settingsStrings.strokeScale()}
        .value=${String(strokeScale)}
        .options=${strokeScales.map((value) => ({ value: String(value), label: strokeScaleName(value) }))}
        @choice-change=${this.#strokeScale}
        >${settingsStrings.strokeScaleHint()}</impasto-choice
      >
      <impasto-choice
        .legend=${settingsStrings.styledArea()}
        .value=${styledArea}
        .options=${styledAreas.map((value) => ({ value, label: styledAreaName(value) }))}
        @choice-change=${this.#styledArea}
        >${settingsStrings.styledAreaHint()}</impasto-choice
      >
      <impasto-slider
        .label=${settingsStrings.keepColours()}
        .value=${keepColours}
        @slider-change=${({ detail }: ImpastoEvent<'slider-change'>) =>
          this.#change({ keepColours: detail.value })}
        >${settingsStrings.keepColoursHint()}</impasto-slider
      >
      <impasto-slider
        .label=${settingsStrings.steadiness()}
        .value=${steadiness}
        ?disabled=${unsteady !== null}
        @slider-change=${({ detail }: ImpastoEvent<'slider-change'>) =>
          this.#change({ steadiness: detail.value })}
        >${unsteady ?? settingsStrings.steadinessHint()}</impasto-slider
      >
      <impasto-switch
        .label=${settingsStrings.streaming()}
        .on=${statistics === 'streaming'}
        ?disabled=${unsteady !== null}
        @switch-change=${({ detail }: ImpastoEvent<'switch-change'>) =>
          this.#change({ statistics: detail.on ? 'streaming' : 'exact' })}
        >${unsteady ?? settingsStrings.streamingHint()}</impasto-switch
      >
      <impasto-switch
        .label=${settingsStrings.sharpEdges()}
        .on=${sharpEdges}
        ?disabled=${unguided !== null}
        @switch-change=${({ detail }: ImpastoEvent<'switch-change'>) => this.#change({ sharpEdges: detail.on })}
        >${unguided ?? settingsStrings.sharpEdgesHint()}</impasto-switch
      >
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-picture-settings': ImpastoPictureSettings;
  }
}
