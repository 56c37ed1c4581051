import { ImageUp, Plus, Video, X } from 'lucide';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import type { StyleEntry } from '../../pipeline/api/session-state';
import { emit, type ImpastoEvent } from '../controls/events';
import { coveringInput } from '../theme/form-styles';
import '../controls/icon';
import '../controls/menu';
import { strings } from '../strings/strings';
import { controls } from '../theme/controls';
import { stripStyles } from './strip-styles';

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
  static override readonly styles = [controls, coveringInput, stripStyles];

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
