import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { TakesApi } from '../../pipeline/api/takes-api';
import type { StyleEntry } from '../../pipeline/api/session-state';
import { sheetText } from '../theme/form-styles';
import { helpStrings, type Key } from './help-strings';
import '../settings/credits';
import { SheetElement } from '../controls/sheet-element';
import { SubscriptionController } from '../controls/subscription-controller';
import { sizeText } from '../strings/recording-strings';

/** Gestures, keys, what is kept and what is not, and who made what. */
@customElement('impasto-help')
export class ImpastoHelp extends SheetElement {
  static override readonly styles = [
    ...SheetElement.sheetStyles,
    sheetText,
    css`
      section + section {
        padding-top: var(--im-5);
        border-top: 1px solid var(--im-line);
      }

      dl {
        display: grid;
        grid-template-columns: minmax(56px, max-content) 1fr;
        gap: var(--im-2) var(--im-4);
        align-items: center;
        margin: 0;
      }

      dt {
        max-width: 44vw;
        font-weight: 600;
      }

      dd {
        margin: 0;
        color: var(--im-muted);
      }

      kbd {
        display: inline-block;
        min-width: 32px;
        padding: 3px 8px;
        border: 1px solid var(--im-line-strong);
        border-radius: 8px;
        background: var(--im-raised);
        font: 600 var(--im-text-s) / 1.4 var(--im-sans);
        text-align: center;
      }
    `,
  ];

  @property({ attribute: false }) takes: TakesApi | null = null;
  @property({ attribute: false }) entries: readonly StyleEntry[] = [];

  constructor() {
    super();
    new SubscriptionController(this, () => this.takes);
  }

  protected override heading(): string {
    return helpStrings.title();
  }

  protected override content(): TemplateResult {
    const storage = this.takes?.snapshot.storage;
    return html`
      <section>
        <h3>${helpStrings.gestures()}</h3>
        <dl>${helpStrings.gestureList().map(({ keys, does }) => row(html`${keys}`, does))}</dl>
      </section>
      <section>
        <h3>${helpStrings.keys()}</h3>
        <dl>${helpStrings.keyList().map((key) => row(keyCaps(key), key.does))}</dl>
      </section>
      <section>
        <h3>${helpStrings.mirror()}</h3>
        <p>${helpStrings.mirrorText()}</p>
        <dl>${helpStrings.mirrorKeyList().map((key) => row(keyCaps(key), key.does))}</dl>
      </section>
      <section>
        <h3>${helpStrings.privacy()}</h3>
        <p>${helpStrings.privacyText()}</p>
        <h3>${helpStrings.storage()}</h3>
        <p>${helpStrings.storageText()}</p>
        ${
          storage
            ? html`<p>${helpStrings.storageUse(sizeText(storage.used), sizeText(storage.free))}</p>`
            : nothing
        }
      </section>
      <section>
        <h3>${helpStrings.credits()}</h3>
        <p>${helpStrings.creditsText()}</p>
        <p>${helpStrings.libraries()}</p>
        <p>${helpStrings.people()} <a href="./notices/people-finder.md">${helpStrings.peopleNotice()}</a></p>
        <impasto-credits .entries=${this.entries}></impasto-credits>
      </section>
    `;
  }
}

function row(what: TemplateResult, does: string): TemplateResult {
  return html`<dt>${what}</dt>
    <dd>${does}</dd>`;
}

function keyCaps({ keys }: Key): TemplateResult {
  return html`${keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-help': ImpastoHelp;
  }
}
