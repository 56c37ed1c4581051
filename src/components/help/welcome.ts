import { css, html, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Aperture, type IconNode, MoveHorizontal, Palette } from 'lucide';
import { required } from '../../shared/assert';
import { emit } from '../controls/events';
import { helpStrings } from './help-strings';
import '../controls/icon';
import { SheetElement } from '../controls/sheet-element';

const icons: readonly IconNode[] = [Palette, MoveHorizontal, Aperture];

/**
 * The first run in three cards; the last one explains the question that the browser is going to ask.
 *
 * @fires camera-open - The camera is wanted.
 * @fires content-open - A file is wanted instead.
 */
@customElement('impasto-welcome')
export class ImpastoWelcome extends SheetElement {
  static override readonly styles = [
    ...SheetElement.sheetStyles,
    css`
      dialog {
        width: min(100%, 440px);
      }

      .body {
        justify-items: center;
        gap: var(--im-3);
        text-align: center;
      }

      .emblem {
        display: grid;
        place-items: center;
        width: 112px;
        height: 112px;
        border-radius: 50%;
        background: var(--im-accent-tint);
        color: var(--im-accent);
        --im-icon-size: 48px;
      }

      img {
        width: 112px;
        height: 112px;
        border-radius: 50%;
        object-fit: cover;
      }

      h3 {
        margin: var(--im-2) 0 0;
        font: var(--im-title);
        text-wrap: balance;
      }

      p {
        min-height: 6em;
        margin: 0;
        color: var(--im-muted);
        line-height: 1.5;
        text-wrap: pretty;
      }

      .ways {
        display: grid;
        gap: var(--im-3);
        width: 100%;
      }
    `,
  ];

  /** Address of an artwork for the first card. */
  @property() artwork = '';
  @state() private step = 0;

  protected override heading(): string {
    return helpStrings.welcome();
  }

  protected override content(): TemplateResult {
    const cards = helpStrings.cards();
    const { title, text } = required(cards[this.step], 'the card');
    const last = this.step === cards.length - 1;
    return html`
      ${
        this.step === 0 && this.artwork
          ? html`<img src=${this.artwork} alt="" />`
          : html`<span class="emblem"
              ><impasto-icon .icon=${required(icons[this.step], 'the icon')}></impasto-icon
            ></span>`
      }
      <div role="status">
        <span class="hidden-text">${helpStrings.step(this.step + 1, cards.length)}</span>
        <h3>${title}</h3>
        <p>${text}</p>
      </div>
      <div class="ways">
        ${
          last
            ? html`<button type="button" class="action primary" @click=${() => this.#leave('camera-open')}>
                  ${helpStrings.allow()}
                </button>
                <button type="button" class="action" @click=${() => this.#leave('content-open')}>
                  ${helpStrings.file()}
                </button>`
            : html`<button type="button" class="action primary" @click=${() => (this.step += 1)}>
                  ${helpStrings.next()}
                </button>
                <button type="button" class="action" @click=${() => (this.step = cards.length - 1)}>
                  ${helpStrings.skip()}
                </button>`
        }
      </div>
    `;
  }

  #leave(wish: 'camera-open' | 'content-open'): void {
    this.close();
    if (wish === 'camera-open') emit(this, wish, { deviceId: '' });
    else emit(this, wish);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-welcome': ImpastoWelcome;
  }
}
