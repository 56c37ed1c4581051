import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  DETAILS,
  type EngineState,
  FRAME_RATES,
  type GovernorStatus,
  type Settings,
  STYLED_AREAS,
} from '../pipeline/session-state';
import { emit, type ImpastoEvent } from './events';
import './impasto-choice';
import './impasto-slider';
import './impasto-switch';
import { pictureStrings, styledAreaName } from './picture-strings';
import { detailName, governorText, strings } from './strings';

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
    const detail = DETAILS.find((choice) => String(choice) === event.detail.value);
    if (detail) this.#change({ detail });
  };

  readonly #targetFps = (event: ImpastoEvent<'choice-change'>): void => {
    const targetFps = FRAME_RATES.find((rate) => String(rate) === event.detail.value);
    if (targetFps) this.#change({ targetFps });
  };

  readonly #styledArea = (event: ImpastoEvent<'choice-change'>): void => {
    const styledArea = STYLED_AREAS.find((area) => area === event.detail.value);
    if (styledArea) this.#change({ styledArea });
  };

  /** Why the options of our own engine have no effect; null when they have, or nobody knows yet. */
  get #refusal(): string | null {
    const { engine } = this;
    if (engine.kind !== 'ready' || engine.engine === 'wgsl') return null;
    return engine.backend === 'webgpu' ? strings.needsOwnEngine() : strings.needsWebGpu();
  }

  protected override render(): TemplateResult | typeof nothing {
    if (!this.settings) return nothing;
    return html`${this.#speed(this.settings)} ${this.#look(this.settings)}`;
  }

  #speed({ detail, targetFps }: Settings): TemplateResult {
    const auto = detail === 'auto';
    return html`
      <impasto-choice
        .legend=${strings.detail()}
        .value=${String(detail)}
        .options=${DETAILS.map((value) => ({ value: String(value), label: detailName(value) }))}
        @choice-change=${this.#detail}
      >
        ${this.governor ? html`<span class="now">${governorText(this.governor)}</span>` : nothing}
        ${strings.detailHint()}
      </impasto-choice>
      <impasto-choice
        .legend=${strings.targetFps()}
        .value=${String(targetFps)}
        .options=${FRAME_RATES.map((value) => ({ value: String(value), label: strings.fpsShort(value) }))}
        ?disabled=${!auto}
        @choice-change=${this.#targetFps}
      >
        ${auto ? strings.targetFpsHint() : strings.targetFpsNeedsAuto()}
      </impasto-choice>
    `;
  }

  #look({ statistics, steadiness, keepColours, sharpEdges, styledArea }: Settings): TemplateResult {
    const refusal = this.#refusal;
    const refused = refusal !== null;
    return html`
      <impasto-choice
        .legend=${pictureStrings.styledArea()}
        .value=${styledArea}
        .options=${STYLED_AREAS.map((value) => ({ value, label: styledAreaName(value) }))}
        @choice-change=${this.#styledArea}
        >${pictureStrings.styledAreaHint()}</impasto-choice
      >
      <impasto-slider
        .label=${strings.keepColours()}
        .value=${keepColours}
        @slider-change=${({ detail }: ImpastoEvent<'slider-change'>) =>
          this.#change({ keepColours: detail.value })}
        >${strings.keepColoursHint()}</impasto-slider
      >
      <impasto-slider
        .label=${strings.steadiness()}
        .value=${steadiness}
        ?disabled=${refused}
        @slider-change=${({ detail }: ImpastoEvent<'slider-change'>) =>
          this.#change({ steadiness: detail.value })}
        >${refusal ?? strings.steadinessHint()}</impasto-slider
      >
      <impasto-switch
        .label=${strings.streaming()}
        .on=${statistics === 'streaming'}
        ?disabled=${refused}
        @switch-change=${({ detail }: ImpastoEvent<'switch-change'>) =>
          this.#change({ statistics: detail.on ? 'streaming' : 'exact' })}
        >${refusal ?? strings.streamingHint()}</impasto-switch
      >
      <impasto-switch
        .label=${strings.sharpEdges()}
        .on=${sharpEdges}
        ?disabled=${refused}
        @switch-change=${({ detail }: ImpastoEvent<'switch-change'>) => this.#change({ sharpEdges: detail.on })}
        >${refusal ?? strings.sharpEdgesHint()}</impasto-switch
      >
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-picture-settings': ImpastoPictureSettings;
  }
}
