import { X } from 'lucide';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { FileType, HqApi, HqPhase, HqSnapshot } from '../../pipeline/api/hq-state';
import type { StyleEntry } from '../../pipeline/api/session-state';
import { download } from '../../shared/files/download';
import { canShare, shareFile } from '../../shared/files/share-file';
import { emit, type ImpastoEvent } from '../controls/events';
import { sheetText } from '../theme/form-styles';
import { hqStyles } from './hq-layout';
import { hqProblem, hqStrings } from './hq-strings';
import './hq-plan';
import './hq-progress';
import './hq-result';
import '../controls/icon';
import '../controls/picture';
import '../controls/toasts';
import type { ImpastoToasts } from '../controls/toasts';
import { strings } from '../strings/strings';
import { SubscriptionController } from '../controls/subscription-controller';
import { controls } from '../theme/controls';

/** Before anything has come the network may be there already: nothing is said of loading then. */
function preparingText({ loaded }: Extract<HqPhase, { kind: 'preparing' }>): string {
  return loaded === null || loaded === 1
    ? hqStrings.preparing()
    : hqStrings.loading(Math.floor(loaded * 100));
}

/**
 * The HQ still, over the whole screen: settings, the run as it goes, the result. Closes the still when it is closed.
 *
 * @fires hq-close - It was closed.
 */
@customElement('impasto-hq')
export class ImpastoHq extends LitElement {
  static override readonly styles = [controls, sheetText, hqStyles];

  @property({ attribute: false }) hq: HqApi | null = null;
  @property({ attribute: false }) entries: readonly StyleEntry[] = [];

  @state() private type: FileType = 'image/png';
  /** A file is being made. */
  @state() private saving = false;
  /** A clip is being made, or is kept already. */
  @state() private filming = false;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('impasto-toasts') private readonly toasts!: ImpastoToasts;

  constructor() {
    super();
    new SubscriptionController(this, () => this.hq);
    this.addController({
      hostConnected: () => {
        void this.updateComplete.then(() => {
          if (this.isConnected && !this.dialog.open) this.dialog.showModal();
        });
      },
      hostDisconnected: () => this.hq?.close(),
    });
  }

  readonly #closed = (): void => {
    this.hq?.close();
    emit(this, 'hq-close');
  };

  /** Stops a run; one of an earlier visit has no settings to go back to. */
  readonly #cancel = (): void => {
    this.hq?.cancel();
    if (this.hq?.snapshot.sourceSize === null) this.dialog.close();
  };

  readonly #again = (): void => {
    this.filming = false;
    if (this.hq?.snapshot.sourceSize === null) this.dialog.close();
    else void this.hq?.again();
  };

  /** Makes the file and hands it to `use`. */
  async #withFile(use: (blob: Blob, name: string, type: FileType) => unknown): Promise<void> {
    if (!this.hq || this.saving) return;
    this.saving = true;
    try {
      const { blob, name, type } = await this.hq.file(this.type);
      await use(blob, name, type);
    } catch (error) {
      console.error(error);
      this.toasts.show({ kind: 'error', text: hqStrings.saveFailed() });
    } finally {
      this.saving = false;
    }
  }

  readonly #save = (): void =>
    void this.#withFile((blob, name, type) => {
      download(blob, name);
      const text = type === this.type ? hqStrings.saved(name) : hqStrings.savedOther(name);
      this.toasts.show({ kind: 'info', text });
    });

  async #keepFilm(): Promise<void> {
    this.filming = true;
    try {
      await this.hq?.keepFilm();
      this.toasts.show({ kind: 'info', text: hqStrings.filmKept() });
    } catch (error) {
      console.error(error);
      this.filming = false;
      this.toasts.show({ kind: 'error', text: hqStrings.filmFailed() });
    }
  }

  readonly #share = (): void =>
    void this.#withFile((blob, name) => shareFile(new File([blob], name, { type: blob.type })));

  protected override render(): TemplateResult {
    const snapshot = this.hq?.snapshot ?? null;
    return html`
      <dialog aria-labelledby="heading" @close=${this.#closed}>
        ${snapshot ? this.#layout(snapshot) : nothing}
        <impasto-toasts class="toasts"></impasto-toasts>
      </dialog>
    `;
  }

  #layout(snapshot: HqSnapshot): TemplateResult {
    return html`
      <div class="layout">
        <header>
          <h2 id="heading">${hqStrings.title()}</h2>
          <button
            type="button"
            class="round"
            aria-label=${hqStrings.close()}
            @click=${() => this.dialog.close()}
          >
            <impasto-icon .icon=${X}></impasto-icon>
          </button>
        </header>
        <div class="picture">
          <impasto-picture .picture=${snapshot.picture} .label=${hqStrings.picture()}></impasto-picture>
          ${
            snapshot.phase.kind === 'preparing'
              ? html`<div class="veil" role="status">
                  <span class="waiting"><span class="spinner"></span>${preparingText(snapshot.phase)}</span>
                </div>`
              : nothing
          }
        </div>
        <div class="panel">${this.#panel(snapshot)}</div>
        <footer>${this.#buttons(snapshot)}</footer>
      </div>
    `;
  }

  #panel(snapshot: HqSnapshot): TemplateResult {
    const { hq } = this;
    const { phase } = snapshot;
    switch (phase.kind) {
      case 'preparing':
      case 'ready':
        return html`
          <impasto-hq-plan
            .snapshot=${snapshot}
            .entries=${this.entries}
            @hq-preset=${({ detail }: ImpastoEvent<'hq-preset'>) => hq?.choosePreset(detail.preset)}
            @hq-settings=${({ detail }: ImpastoEvent<'hq-settings'>) => hq?.changeSettings(detail)}
            @hq-full-size=${({ detail }: ImpastoEvent<'hq-full-size'>) => hq?.setFullSize(detail.fullSize)}
            @hq-other=${({ detail }: ImpastoEvent<'hq-other'>) => hq?.setOther(detail.on)}
            @hq-network=${({ detail }: ImpastoEvent<'hq-network'>) => void hq?.useNetwork(detail.source)}
            @style-weight=${({ detail }: ImpastoEvent<'style-weight'>) =>
              hq?.setStyleWeight(detail.id, detail.weight)}
          ></impasto-hq-plan>
        `;
      case 'running':
      case 'finishing':
        return html`
          <impasto-hq-progress
            .phase=${phase}
            .losses=${snapshot.losses}
            ?steppedDown=${snapshot.steppedDown}
          ></impasto-hq-progress>
        `;
      case 'done':
        return html`
          <impasto-hq-result
            .snapshot=${snapshot}
            .type=${this.type}
            ?filming=${this.filming}
            @hq-film=${() => void this.#keepFilm()}
            @hq-file-type=${({ detail }: ImpastoEvent<'hq-file-type'>) => (this.type = detail.type)}
          ></impasto-hq-result>
        `;
      case 'failed': {
        const { title, text } = hqProblem(phase.problem);
        return html`
          <div class="problem" role="alert">
            <h3>${title}</h3>
            <p>${text}</p>
            <details>
              <summary>${strings.details()}</summary>
              ${phase.detail}
            </details>
          </div>
        `;
      }
    }
  }

  #buttons({ phase }: HqSnapshot): TemplateResult {
    const { hq } = this;
    const button = (label: string, act: () => void, primary = false, disabled = false) => html`
      <button type="button" class="action ${primary ? 'primary' : ''}" ?disabled=${disabled} @click=${act}>
        ${label}
      </button>
    `;
    switch (phase.kind) {
      case 'preparing':
      case 'ready':
        return button(hqStrings.start(), () => void hq?.start(), true, phase.kind === 'preparing');
      case 'running':
        return html`
          ${button(hqStrings.cancel(), this.#cancel)}
          ${
            phase.paused
              ? button(hqStrings.resume(), () => hq?.resume())
              : button(hqStrings.pause(), () => hq?.pause())
          }
          ${button(hqStrings.keep(), () => hq?.keep(), true, phase.progress === null)}
        `;
      case 'finishing':
        return button(hqStrings.cancel(), this.#cancel);
      case 'done':
        return html`
          ${button(hqStrings.again(), this.#again)}
          ${canShare(this.type) ? button(hqStrings.sendOn(), this.#share, false, this.saving) : nothing}
          ${button(hqStrings.save(), this.#save, true, this.saving)}
        `;
      case 'failed':
        return button(hqStrings.tryAgain(), this.#again, true);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-hq': ImpastoHq;
  }
}
