import { ChevronLeft, Images } from 'lucide';
import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import type { TakesApi } from '../../pipeline/api/takes-api';
import type { StorageRoom, TakeEntry, TakesSnapshot } from '../../pipeline/api/takes-state';
import './cut-off';
import '../controls/empty';
import '../controls/icon';
import '../controls/meter';
import './take-tile';
import './take-viewer';
import '../controls/toasts';
import type { ImpastoToasts } from '../controls/toasts';
import { SheetElement } from '../controls/sheet-element';
import { SubscriptionController } from '../controls/subscription-controller';
import { recordingStrings, sizeText } from '../strings/recording-strings';
import { takeStrings } from './take-strings';

/** The library of takes in a native dialog: all of them, or one of them large. */
@customElement('impasto-takes')
export class ImpastoTakes extends SheetElement {
  static override readonly styles = [
    ...SheetElement.sheetStyles,
    css`
      .body {
        display: grid;
        gap: var(--im-4);
        min-height: 240px;
        padding: var(--im-4) var(--im-4) max(var(--im-5), var(--im-safe-bottom));
      }

      ul {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(148px, 1fr));
        gap: var(--im-4) var(--im-3);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      impasto-toasts {
        position: sticky;
        z-index: 2;
        bottom: var(--im-3);
        padding: 0 var(--im-3);
      }

      .storage {
        display: grid;
        gap: var(--im-2);
        padding-top: var(--im-2);
        color: var(--im-muted);
        font-size: var(--im-text-s);
      }
    `,
  ];

  @property({ attribute: false }) takes: TakesApi | null = null;
  /** The browser keeps no files for this page. */
  @property({ type: Boolean }) unkept = false;
  /** The take that is shown large. */
  @state() private chosen: string | null = null;
  /** Messages while the library is open: a modal dialog covers all others. */
  @query('impasto-toasts') readonly toasts!: ImpastoToasts;

  constructor() {
    super();
    new SubscriptionController(this, () => this.takes);
  }

  /** @param id of a take to show large */
  override show(id: string | null = null): void {
    this.chosen = id;
    super.show();
  }

  get #one(): TakeEntry | null {
    return this.takes?.snapshot.takes.find(({ id }) => id === this.chosen) ?? null;
  }

  protected override heading(): string {
    return this.#one?.name ?? takeStrings.takes();
  }

  protected override beforeHeading(): TemplateResult | typeof nothing {
    if (!this.#one) return nothing;
    return html`<button
      type="button"
      class="round"
      aria-label=${takeStrings.back()}
      @click=${() => (this.chosen = null)}
    >
      <impasto-icon .icon=${ChevronLeft}></impasto-icon>
    </button>`;
  }

  protected override footer(): TemplateResult {
    return html`<impasto-toasts></impasto-toasts>`;
  }

  protected override content(): TemplateResult | typeof nothing {
    const snapshot = this.takes?.snapshot;
    if (!snapshot) return nothing;
    const one = this.#one;
    if (!one) return this.#all(snapshot);
    return html`<impasto-take-viewer
      .takes=${this.takes}
      .take=${one}
      .looping=${snapshot.looping}
      @take-remove=${() => (this.chosen = null)}
    ></impasto-take-viewer>`;
  }

  #all({ takes, cutOff, storage, saving }: TakesSnapshot): TemplateResult {
    return html`
      ${repeat(
        cutOff,
        ({ id }) => id,
        (take) =>
          html`<impasto-cut-off
            .takes=${this.takes}
            .take=${take}
            ?saving=${saving.has(take.id)}
          ></impasto-cut-off>`,
      )}
      ${takes.length === 0 ? empty(this.unkept) : this.#grid(takes)} ${storage ? gauge(storage) : nothing}
    `;
  }

  #grid(takes: readonly TakeEntry[]): TemplateResult {
    return html`<ul>
      ${repeat(
        takes,
        ({ id }) => id,
        (take) =>
          html`<li>
            <impasto-take-tile
              .take=${take}
              @click=${() => {
                this.chosen = take.id;
              }}
            ></impasto-take-tile>
          </li>`,
      )}
    </ul>`;
  }
}

function empty(noStorage: boolean): TemplateResult {
  return html`<impasto-empty
    .icon=${Images}
    .heading=${takeStrings.noTakes()}
    .text=${noStorage ? recordingStrings.noStorage() : takeStrings.noTakesHint()}
  ></impasto-empty>`;
}

function gauge({ used, free }: StorageRoom): TemplateResult {
  return html`<div class="storage">
    <impasto-meter .label=${takeStrings.storageUse()} .max=${used + free} .value=${used}></impasto-meter>
    <span>${takeStrings.storage(sizeText(used), sizeText(free))}</span>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-takes': ImpastoTakes;
  }
}
