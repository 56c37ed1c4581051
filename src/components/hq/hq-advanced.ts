import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import {
  colourKinds,
  type HqNetwork,
  optimiserKinds,
  settingRanges,
  startKinds,
  type HqSettings,
} from '../../pipeline/api/hq-state';
import type { BackendName } from '../../pipeline/api/session-state';
import { emit, type ImpastoEvent } from '../controls/events';
import { field } from '../theme/form-styles';
import {
  colourName,
  hqStrings,
  layerName,
  type NumberSetting,
  optimiserName,
  settingName,
  startName,
  weightName,
} from './hq-strings';
import '../controls/choice';
import '../controls/number';
import { backendName } from '../strings/strings';
import { controls } from '../theme/controls';

const numbers: readonly NumberSetting[] = [
  'longSide',
  'coarsestSide',
  'firstIterations',
  'iterations',
  'stepSize',
  'averaging',
  'styleScale',
  'seed',
];
const weights = ['content', 'style', 'tv', 'pixel'] as const;
/** Of a weight; legal is more, useful is not. */
const mostWeight = 1e6;

/**
 * Every number of an HQ still, and the loss network.
 *
 * @fires hq-settings - Settings were changed.
 * @fires hq-network - Another loss network is wanted: a file, an address, or null for ours.
 */
@customElement('impasto-hq-advanced')
export class ImpastoHqAdvanced extends LitElement {
  static override readonly styles = [
    controls,
    field,
    css`
      :host {
        display: grid;
        gap: var(--im-5);
      }

      .grid {
        display: grid;
        grid-template-columns: repeat(2, minmax(0, 1fr));
        align-items: start;
        gap: var(--im-3);
      }

      h3 {
        margin: 0 0 var(--im-2);
        font: inherit;
        font-weight: 600;
      }

      p {
        margin: 0 0 var(--im-3);
        color: var(--im-muted);
        font-size: var(--im-text-s);
        line-height: 1.5;
      }

      .now {
        color: var(--im-text);
      }

      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: var(--im-2);
        margin-top: var(--im-3);
      }

      .action {
        min-height: var(--im-target);
        padding: 0 var(--im-4);
      }
    `,
  ];

  @property({ attribute: false }) settings: HqSettings | null = null;
  @property() network: HqNetwork = 'own';
  @property({ attribute: false }) backend: BackendName | null = null;
  @state() private url = '';

  #change(change: Partial<HqSettings>): void {
    emit(this, 'hq-settings', change);
  }

  /** A row of pills for one of the settings that are words. */
  #choice<K extends 'optimiser' | 'start' | 'colour'>(
    key: K,
    legend: string,
    kinds: readonly HqSettings[K][],
    nameOf: (kind: HqSettings[K]) => string,
    value: HqSettings[K],
  ): TemplateResult {
    return html`
      <impasto-choice
        .legend=${legend}
        .value=${value}
        .options=${kinds.map((kind) => ({ value: kind, label: nameOf(kind) }))}
        @choice-change=${({ detail }: ImpastoEvent<'choice-change'>) => {
          const kind = kinds.find((one) => one === detail.value);
          if (kind) this.#change({ [key]: kind });
        }}
      ></impasto-choice>
    `;
  }

  protected override render(): TemplateResult | typeof nothing {
    const { settings } = this;
    if (!settings) return nothing;
    return html`
      ${this.#choice('colour', hqStrings.colour(), colourKinds, colourName, settings.colour)}
      ${this.#choice('start', hqStrings.startFrom(), startKinds, startName, settings.start)}
      ${this.#choice('optimiser', hqStrings.optimiser(), optimiserKinds, optimiserName, settings.optimiser)}
      <div class="grid">${numbers.map((name) => this.#number(name, settings))}</div>
      <div class="grid">${this.#weights(settings)}</div>
      ${this.#network()}
    `;
  }

  #number(name: NumberSetting, settings: HqSettings): TemplateResult {
    const { low, high, whole } = settingRanges[name];
    return html`
      <impasto-number
        .label=${settingName(name)}
        .value=${settings[name]}
        .low=${low}
        .high=${high}
        .limits=${hqStrings.range(low, high)}
        ?whole=${whole}
        @number-change=${({ detail }: ImpastoEvent<'number-change'>) => this.#change({ [name]: detail.value })}
      ></impasto-number>
    `;
  }

  #weights({ weights: current }: HqSettings): TemplateResult {
    return html`
      ${weights.map(
        (name) => html`
          <impasto-number
            .label=${weightName(name)}
            .value=${current[name]}
            .high=${mostWeight}
            .limits=${hqStrings.range(0, mostWeight)}
            @number-change=${({ detail }: ImpastoEvent<'number-change'>) =>
              this.#change({ weights: { ...current, [name]: detail.value } })}
          ></impasto-number>
        `,
      )}
      ${current.layers.map(
        (weight, layer) => html`
          <impasto-number
            .label=${layerName(layer)}
            .value=${weight}
            .high=${mostWeight}
            .limits=${hqStrings.range(0, mostWeight)}
            @number-change=${({ detail }: ImpastoEvent<'number-change'>) => {
              const layers = current.layers.map((other, i) => (i === layer ? detail.value : other));
              // All zero would leave no style to paint in.
              if (layers.some((one) => one > 0)) this.#change({ weights: { ...current, layers } });
              else this.requestUpdate();
            }}
          ></impasto-number>
        `,
      )}
    `;
  }

  #network(): TemplateResult {
    const now = this.network === 'own' ? hqStrings.networkOwn() : hqStrings.networkBrought();
    return html`
      <section aria-labelledby="network">
        <h3 id="network">${hqStrings.network()}</h3>
        <p>
          <span class="now">${now}.</span>
          ${this.backend ? hqStrings.computedOn(backendName(this.backend)) : nothing}
          ${hqStrings.networkHint()}
        </p>
        <button type="button" class="action" @click=${() => this.#pick()}>${hqStrings.networkFile()}</button>
        ${
          this.network === 'custom'
            ? html`<button
                type="button"
                class="action"
                @click=${() => emit(this, 'hq-network', { source: null })}
              >
                ${hqStrings.networkRemove()}
              </button>`
            : nothing
        }
        <input
          data-testid="network-file"
          type="file"
          accept=".safetensors"
          hidden
          @change=${(event: Event) => this.#take(event.target as HTMLInputElement)}
        />
        <form
          @submit=${(event: Event) => {
            event.preventDefault();
            if (this.url) emit(this, 'hq-network', { source: this.url });
          }}
        >
          <input
            class="field"
            type="url"
            required
            placeholder="https://"
            aria-label=${hqStrings.networkUrl()}
            .value=${this.url}
            @input=${(event: Event) => (this.url = (event.target as HTMLInputElement).value.trim())}
          />
          <button type="submit" class="action">${hqStrings.networkLoad()}</button>
        </form>
      </section>
    `;
  }

  #pick(): void {
    this.renderRoot.querySelector<HTMLInputElement>('input[type="file"]')?.click();
  }

  #take(input: HTMLInputElement): void {
    const file = input.files?.[0];
    if (file) emit(this, 'hq-network', { source: file });
    input.value = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-hq-advanced': ImpastoHqAdvanced;
  }
}
