import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import {
  backends,
  type BackendChoice,
  type EngineState,
  type GovernorStatus,
  type Settings,
  type StyleEntry,
  themes,
} from '../../pipeline/api/session-state';
import { emit, type ImpastoEvent } from '../controls/events';
import { sheetText } from '../theme/form-styles';
import '../controls/choice';
import './credits';
import './mirror-settings';
import './picture-settings';
import '../controls/switch';
import { SheetElement } from '../controls/sheet-element';
import { settingsStrings, themeName } from './settings-strings';
import { backendName, strings } from '../strings/strings';

const backendChoices: readonly BackendChoice[] = ['auto', ...backends];

/**
 * Settings, privacy and credits in a native dialog.
 *
 * @fires settings-change - One setting was changed.
 * @fires mirror-open - Mirror mode is wanted.
 */
@customElement('impasto-settings')
export class ImpastoSettings extends SheetElement {
  static override readonly styles = [
    ...SheetElement.sheetStyles,
    sheetText,
    css`
      section {
        padding-top: var(--im-5);
        border-top: 1px solid var(--im-line);
      }

      .first {
        padding-top: 0;
        border-top: 0;
      }

      .device,
      .mirror {
        display: grid;
        gap: var(--im-5);
      }

      .device h3,
      .mirror h3 {
        margin: 0;
      }

      .device a {
        display: inline-flex;
        align-items: center;
        min-height: var(--im-target);
        justify-self: start;
        color: var(--im-accent);
      }

      p {
        margin: 0;
      }

      ul {
        margin: var(--im-1) 0 0;
        padding-inline-start: 1.2em;
      }

      .in-use {
        color: var(--im-text);
      }
    `,
  ];

  @property({ attribute: false }) settings: Settings | null = null;
  @property({ attribute: false }) engine: EngineState = { kind: 'warming' };
  @property({ attribute: false }) governor: GovernorStatus | null = null;
  @property({ attribute: false }) entries: readonly StyleEntry[] = [];

  protected override heading(): string {
    return strings.settings();
  }

  override show(): void {
    void import('../sharing/sharing');
    super.show();
  }

  #change(change: Partial<Settings>): void {
    emit(this, 'settings-change', change);
  }

  readonly #backend = (event: ImpastoEvent<'choice-change'>): void => {
    const backend = backendChoices.find((choice) => choice === event.detail.value);
    if (backend) this.#change({ backend });
  };

  readonly #theme = (event: ImpastoEvent<'choice-change'>): void => {
    const theme = themes.find((choice) => choice === event.detail.value);
    if (theme) this.#change({ theme });
  };

  protected override content(): TemplateResult {
    return html`
      <section class="first">
        <h3>${strings.stage()}</h3>
        <impasto-picture-settings
          .settings=${this.settings}
          .engine=${this.engine}
          .governor=${this.governor}
        ></impasto-picture-settings>
      </section>
      ${this.settings ? this.#device(this.settings) : nothing}
      <section class="mirror">
        <h3>${settingsStrings.mirror()}</h3>
        <p>${settingsStrings.mirrorText()}</p>
        <impasto-mirror-settings
          .settings=${this.settings}
          @mirror-open=${() => this.close()}
        ></impasto-mirror-settings>
      </section>
      <section>
        <impasto-sharing
          ?linkable=${this.entries.some(({ id, origin }) => origin === 'gallery' && id === this.settings?.styleId)}
          @sharing-request=${() => this.close()}
        ></impasto-sharing>
      </section>
      <section>
        <h3>${settingsStrings.privacy()}</h3>
        <p>${settingsStrings.privacyText()}</p>
      </section>
      <section>
        <h3>${settingsStrings.credits()}</h3>
        <impasto-credits .entries=${this.entries}></impasto-credits>
      </section>
    `;
  }

  #device({ backend, mirrorSelfie, showStats, theme }: Settings): TemplateResult {
    return html`<section class="device">
      <h3>${settingsStrings.device()}</h3>
      <impasto-switch
        .label=${strings.mirrorSelfie()}
        .on=${mirrorSelfie}
        @switch-change=${(event: ImpastoEvent<'switch-change'>) => this.#change({ mirrorSelfie: event.detail.on })}
        >${settingsStrings.mirrorSelfieHint()}</impasto-switch
      >
      <impasto-switch
        .label=${strings.showStats()}
        .on=${showStats}
        @switch-change=${(event: ImpastoEvent<'switch-change'>) => this.#change({ showStats: event.detail.on })}
        >${settingsStrings.statsHint()}</impasto-switch
      >
      <impasto-choice
        .legend=${settingsStrings.theme()}
        .value=${theme}
        .options=${themes.map((value) => ({ value, label: themeName(value) }))}
        @choice-change=${this.#theme}
        >${settingsStrings.themeHint()}</impasto-choice
      >
      <impasto-choice
        .legend=${settingsStrings.backend()}
        .value=${backend}
        .options=${backendChoices.map((value) => ({ value, label: backendName(value) }))}
        @choice-change=${this.#backend}
      >
        ${this.#inUse()}
      </impasto-choice>
      <a href="./bench.html">${settingsStrings.benchmark()}</a>
    </section>`;
  }

  #inUse(): TemplateResult {
    const { engine } = this;
    if (engine.kind !== 'ready') return html`${settingsStrings.backendNone()}`;
    return html`
      <span class="in-use">${settingsStrings.backendInUse(engine.backend)}</span>
      ${
        engine.refused.length > 0
          ? html`<ul>
              ${engine.refused.map(({ backend, reason }) => html`<li>${backendName(backend)}: ${reason}</li>`)}
            </ul>`
          : nothing
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-settings': ImpastoSettings;
  }
}
