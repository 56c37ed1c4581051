import { ImageUp, Plus, Video, X } from 'lucide';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { StyleEntry } from '../../pipeline/api/session-state';
import { emit, type ImpastoEvent } from '../controls/events';
import { coveringInput } from '../theme/form-styles';
import '../controls/icon';
import '../controls/menu';
import { strings } from '../strings/strings';
import { sidePanel } from '../theme/layout';
import { controls } from '../theme/tokens';

/**
 * The styles one can choose: a row that scrolls sideways, or a grid in the side panel. Native radio inputs give it
 * its keys; Delete removes an own style.
 *
 * @fires style-choose - A style was chosen.
 * @fires style-remove - An own style is to be removed.
 * @fires style-open - A style is to be picked from a file.
 * @fires style-snapshot - The current view is to become a style.
 */
@customElement('impasto-style-strip')
export class ImpastoStyleStrip extends LitElement {
  static override readonly styles = [
    controls,
    coveringInput,
    css`
      :host {
        display: flex;
        min-width: 0;
        min-height: 0;
        --cell: 64px;
      }

      .scroller {
        display: flex;
        flex: 1;
        gap: 10px;
        min-width: 0;
        padding: 6px var(--im-4) 6px var(--im-2);
        overflow-x: auto;
        overscroll-behavior-x: contain;
        scroll-snap-type: x proximity;
        scroll-padding: 0 40%;
        scrollbar-width: none;
        mask-image: linear-gradient(
          to right,
          transparent,
          var(--im-on-picture-ground) 10px calc(100% - 28px),
          transparent
        );
      }

      .add {
        flex: none;
        padding: 6px 2px 6px var(--im-4);
        --im-menu-radius: var(--im-radius-m);
      }

      .plus {
        display: grid;
        place-items: center;
        align-content: center;
        gap: 2px;
        width: var(--cell);
        height: var(--cell);
        border: 1.5px dashed var(--im-line-strong);
        border-radius: var(--im-radius-m);
        font-size: var(--im-text-xs);
      }

      .plus:hover {
        background: var(--im-tint);
      }

      .cell {
        position: relative;
        flex: none;
        scroll-snap-align: center;
      }

      label {
        position: relative;
        display: block;
      }

      .thumb {
        position: relative;
        display: block;
        width: var(--cell);
        aspect-ratio: 1;
        border-radius: var(--im-radius-m);
        overflow: hidden;
        background: var(--im-raised);
        transition: scale var(--im-fast) var(--im-ease);
      }

      img {
        display: block;
        width: 100%;
        height: 100%;
        object-fit: cover;
        pointer-events: none;
      }

      input:checked + .thumb {
        outline: var(--im-chosen-ring);
        outline-offset: 2px;
        scale: 0.94;
      }

      .busy {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        background: var(--im-on-picture-shade);
      }

      .name,
      .long {
        display: none;
      }

      .remove {
        position: absolute;
        z-index: 2;
        top: -6px;
        inset-inline-end: -6px;
        display: grid;
        place-items: center;
        width: 26px;
        height: 26px;
        border-radius: 50%;
        background: var(--im-text);
        color: var(--im-ground);
        --im-icon-size: 15px;
      }

      /* A larger target than the drawing. */
      .remove::after {
        content: '';
        position: absolute;
        inset: -9px -9px -9px -9px;
      }

      @media ${sidePanel} {
        :host(:not([row])) {
          display: block;
          height: 100%;
          overflow: hidden auto;
          padding: 6px var(--im-5) var(--im-5);
          scrollbar-width: thin;
          scrollbar-color: var(--im-line-strong) transparent;
        }

        :host(:not([row])) {
          --cell: 100%;
        }

        :host(:not([row])) .scroller {
          display: grid;
          grid-template-columns: repeat(auto-fill, minmax(88px, 1fr));
          gap: var(--im-4) var(--im-3);
          padding: 0;
          overflow: visible;
          mask-image: none;
        }

        .add {
          display: block;
          padding: 0 0 var(--im-4);
        }

        .add::part(button) {
          width: 100%;
        }

        .plus {
          display: flex;
          justify-content: center;
          gap: var(--im-2);
          width: 100%;
          height: 48px;
          font-size: var(--im-text-m);
        }

        .short {
          display: none;
        }

        .long {
          display: inline;
        }

        :host(:not([row])) .name {
          display: -webkit-box;
          margin-top: var(--im-2);
          overflow: hidden;
          color: var(--im-muted);
          font-size: var(--im-text-xs);
          line-height: 1.3;
          -webkit-box-orient: vertical;
          -webkit-line-clamp: 2;
        }

        input:checked ~ .name {
          color: var(--im-text);
        }
      }

      /* A phone on its side. */
      @media (orientation: landscape) and (max-height: 560px) {
        :host(:not([row])) {
          padding: 6px var(--im-4) var(--im-3);
        }

        :host(:not([row])) .scroller {
          grid-template-columns: repeat(auto-fill, minmax(64px, 1fr));
          gap: var(--im-3);
        }

        .add {
          padding-bottom: var(--im-3);
        }

        .plus {
          height: var(--im-target);
        }

        :host(:not([row])) .name {
          display: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) entries: readonly StyleEntry[] = [];
  /** Id of the chosen style. */
  @property() chosen = '';
  /** What is chosen here; `Styles` unless set. */
  @property() label = '';
  /** Always a row, and nothing but the choice: no adding, no removing. */
  @property({ type: Boolean, reflect: true }) row = false;
  /** Id of the style being prepared, or null. */
  @property() busy: string | null = null;
  /** A camera, video or picture is there to take a style from. */
  @property({ type: Boolean }) live = false;

  #focusChosen = false;

  protected override updated(changed: PropertyValues<this>): void {
    if (!changed.has('chosen') && !changed.has('entries')) return;
    const input = this.renderRoot.querySelector<HTMLInputElement>('input:checked');
    if (!input) return;
    if (this.#focusChosen && changed.has('entries')) {
      this.#focusChosen = false;
      input.focus();
    }
    const first = changed.get('chosen') === undefined;
    const calm = first || matchMedia('(prefers-reduced-motion: reduce)').matches;
    input.closest('.cell')?.scrollIntoView({
      behavior: calm ? 'instant' : 'smooth',
      block: 'nearest',
      inline: 'center',
    });
  }

  /** Removes an own style; the focus, if it was on it, goes to what is chosen next. */
  #remove(id: string): void {
    this.#focusChosen = true;
    emit(this, 'style-remove', { id });
  }

  readonly #add = (event: ImpastoEvent<'menu-choose'>): void => {
    event.stopPropagation();
    emit(this, event.detail.index === 0 ? 'style-open' : 'style-snapshot');
  };

  protected override render(): TemplateResult {
    const items = [
      { label: strings.styleFromFile(), icon: ImageUp },
      ...(this.live ? [{ label: strings.styleFromCamera(), icon: Video }] : []),
    ];
    const preparing = this.entries.find(({ id }) => id === this.busy);
    return html`
      ${
        this.row
          ? nothing
          : html`<impasto-menu
              class="add"
              .label=${strings.addStyle()}
              .items=${items}
              @menu-choose=${this.#add}
            >
              <span class="plus"
                ><impasto-icon .icon=${Plus}></impasto-icon
                ><span class="short">${strings.addStyleShort()}</span
                ><span class="long">${strings.addStyle()}</span></span
              >
            </impasto-menu>`
      }
      <span class="hidden-text" role="status"
        >${preparing ? strings.preparingStyle(preparing.title) : nothing}</span
      >
      <div class="scroller" role="radiogroup" aria-label=${this.label || strings.styles()}>
        ${repeat(
          this.entries,
          ({ id }) => id,
          (entry) => this.#cell(entry),
        )}
      </div>
    `;
  }

  #cell(entry: StyleEntry): TemplateResult {
    const { id, title, origin, thumbnailUrl } = entry;
    const own = origin === 'own';
    return html`
      <div class="cell">
        <label title=${title}>
          <input
            class="cover"
            type="radio"
            name="style"
            aria-label=${title}
            aria-keyshortcuts=${own ? 'Delete' : nothing}
            .value=${id}
            .checked=${live(id === this.chosen)}
            @change=${() => emit(this, 'style-choose', { id })}
            @keydown=${(event: KeyboardEvent) => {
              if (own && !this.row && (event.key === 'Delete' || event.key === 'Backspace')) this.#remove(id);
            }}
          />
          <span class="thumb">
            <img src=${thumbnailUrl} alt="" width="64" height="64" draggable="false" />
            ${id === this.busy ? html`<span class="busy"><span class="spinner"></span></span>` : nothing}
          </span>
          <span class="name" aria-hidden="true">${title}</span>
        </label>
        ${
          own && !this.row && id === this.chosen
            ? html`<button
                type="button"
                class="remove"
                aria-label=${strings.removeStyle(title)}
                @click=${() => this.#remove(id)}
              >
                <impasto-icon .icon=${X}></impasto-icon>
              </button>`
            : nothing
        }
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-style-strip': ImpastoStyleStrip;
  }
}
