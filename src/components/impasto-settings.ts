import { X } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import {
  BACKENDS,
  type BackendChoice,
  DETAILS,
  type EngineState,
  type Settings,
  type StyleEntry,
} from '../pipeline/session-state';
import { emit, type ImpastoEvent } from './events';
import './impasto-choice';
import './impasto-credits';
import './impasto-icon';
import './impasto-switch';
import { backendName, detailName, strings } from './strings';
import { controls, sheet } from './tokens';

const backendChoices: readonly BackendChoice[] = ['auto', ...BACKENDS];

/**
 * Settings, privacy and credits in a native dialog.
 *
 * @fires settings-change - One setting was changed.
 */
@customElement('impasto-settings')
export class ImpastoSettings extends LitElement {
  static override readonly styles = [
    controls,
    sheet,
    css`
      header {
        position: sticky;
        top: 0;
        z-index: 1;
        display: flex;
        align-items: center;
        justify-content: space-between;
        padding: var(--im-3) var(--im-3) var(--im-3) var(--im-5);
        border-bottom: 1px solid var(--im-line);
        background: var(--im-surface);
      }

      h2 {
        margin: 0;
        font: 500 var(--im-text-xl) / 1.2 var(--im-serif);
      }

      .body {
        display: grid;
        gap: var(--im-5);
        padding: var(--im-5);
        padding-bottom: max(var(--im-6), var(--im-safe-bottom));
      }

      section {
        padding-top: var(--im-5);
        border-top: 1px solid var(--im-line);
      }

      h3 {
        margin: 0 0 var(--im-3);
        font: 500 var(--im-text-l) / 1.3 var(--im-serif);
      }

      p {
        margin: 0;
        color: var(--im-muted);
        line-height: 1.5;
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
  @property({ attribute: false }) entries: readonly StyleEntry[] = [];
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Built only while it is shown: there are many controls and pictures in it. */
  @state() private open = false;

  get showing(): boolean {
    return this.dialog.open;
  }

  show(): void {
    this.open = true;
    void this.updateComplete.then(() => {
      if (!this.dialog.open) this.dialog.showModal();
    });
  }

  /** Closes when the backdrop is pressed, as sheets do. */
  readonly #backdrop = (event: PointerEvent): void => {
    if (event.target === this.dialog) this.dialog.close();
  };

  #change(change: Partial<Settings>): void {
    emit(this, 'settings-change', change);
  }

  readonly #backend = (event: ImpastoEvent<'choice-change'>): void => {
    const backend = backendChoices.find((choice) => choice === event.detail.value);
    if (backend) this.#change({ backend });
  };

  readonly #detail = (event: ImpastoEvent<'choice-change'>): void => {
    const detail = DETAILS.find((choice) => String(choice) === event.detail.value);
    if (detail) this.#change({ detail });
  };

  protected override render(): TemplateResult {
    return html`
      <dialog
        aria-labelledby="heading"
        @pointerdown=${this.#backdrop}
        @close=${() => {
          this.open = false;
        }}
      >
        ${this.open ? this.#sheet() : nothing}
      </dialog>
    `;
  }

  #sheet(): TemplateResult {
    return html`
      <header>
        <h2 id="heading">${strings.settings()}</h2>
        <button type="button" class="round" aria-label=${strings.close()} @click=${() => this.dialog.close()}>
          <impasto-icon .icon=${X}></impasto-icon>
        </button>
      </header>
      <div class="body">
        ${this.settings ? this.#controls(this.settings) : nothing}
        <section>
          <h3>${strings.privacy()}</h3>
          <p>${strings.privacyText()}</p>
        </section>
        <section>
          <h3>${strings.credits()}</h3>
          <impasto-credits .entries=${this.entries}></impasto-credits>
        </section>
      </div>
    `;
  }

  #controls({ backend, detail, mirrorSelfie, showStats }: Settings): TemplateResult {
    return html`
      <impasto-choice
        .legend=${strings.detail()}
        .value=${String(detail)}
        .options=${DETAILS.map((value) => ({ value: String(value), label: detailName(value) }))}
        @choice-change=${this.#detail}
      >
        ${strings.detailHint()}
      </impasto-choice>
      <impasto-switch
        .label=${strings.mirrorSelfie()}
        .on=${mirrorSelfie}
        @switch-change=${(event: ImpastoEvent<'switch-change'>) => this.#change({ mirrorSelfie: event.detail.on })}
        >${strings.mirrorSelfieHint()}</impasto-switch
      >
      <impasto-switch
        .label=${strings.showStats()}
        .on=${showStats}
        @switch-change=${(event: ImpastoEvent<'switch-change'>) => this.#change({ showStats: event.detail.on })}
        >${strings.statsHint()}</impasto-switch
      >
      <impasto-choice
        .legend=${strings.backend()}
        .value=${backend}
        .options=${backendChoices.map((value) => ({ value, label: backendName(value) }))}
        @choice-change=${this.#backend}
      >
        ${this.#inUse()}
      </impasto-choice>
    `;
  }

  #inUse(): TemplateResult {
    const { engine } = this;
    if (engine.kind !== 'ready') return html`${strings.backendNone()}`;
    return html`
      <span class="in-use">${strings.backendInUse(engine.backend)}</span>
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
