import { Blend, Contrast, Dices, Heart, Palette, Search, Shuffle, Undo2 } from 'lucide';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import Sortable from 'sortablejs';
import type { StylesApi } from '../../pipeline/api/styles-api';
import type { SessionSnapshot, StyleEntry } from '../../pipeline/api/session-state';
import { assertNever } from '../../shared/assert';
import { browserStyles } from './browser-styles';
import { emit } from '../controls/events';
import { field, hint } from '../theme/form-styles';
import '../controls/icon';
import './style-tile';
import { empty, way } from './browser-parts';
import { lookStrings } from './look-strings';
import { twoStrings } from '../two/two-strings';
import { SheetElement } from '../controls/sheet-element';

const filters = ['all', 'favourites', 'own'] as const;
type Filter = (typeof filters)[number];

/**
 * All styles, each shown on the person's own scene: search, favourites, own order, surprises, and the way back.
 *
 * @fires style-choose - A style was chosen.
 * @fires style-favourite - A style was (un)marked.
 * @fires style-move - A style was moved in the order.
 * @fires style-open - A style is to be picked from a file.
 * @fires look-surprise - A look by chance is wanted.
 * @fires look-undo - Back to the look before.
 * @fires mix-open - Styles are to be mixed.
 * @fires two-set - Two styles in one picture are wanted, or one again.
 */
@customElement('impasto-styles')
export class ImpastoStyles extends SheetElement {
  static override readonly styles = [...SheetElement.sheetStyles, field, hint, browserStyles];

  @property({ attribute: false }) snapshot: SessionSnapshot | null = null;
  @property({ attribute: false }) selection: StylesApi | null = null;
  @state() private search = '';
  @state() private filter: Filter = 'all';
  /** What was moved last, for those who do not see it. */
  @state() private said = '';
  @query('ul') private readonly list!: HTMLElement | null;
  #sortable: Sortable | null = null;
  #sorted: HTMLElement | null = null;
  #watched = '';

  constructor() {
    super();
    this.addController({
      hostDisconnected: () => {
        this.#watch([]);
        this.#sort(null);
      },
    });
  }

  override show(): void {
    this.search = '';
    this.said = '';
    super.show();
  }

  protected override heading(): string {
    return lookStrings.title();
  }

  protected override closed(): void {
    this.#watch([]);
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const shown = this.open && this.snapshot ? this.#shown(this.snapshot) : [];
    this.#watch(shown.map(({ id }) => id));
    // Arranging makes sense only where everything is in its place.
    this.#sort(this.open && this.filter === 'all' && this.search === '' ? this.list : null);
  }

  #watch(ids: readonly string[]): void {
    const key = ids.join('\n');
    if (key === this.#watched) return;
    this.#watched = key;
    this.selection?.watchScene(ids);
  }

  #sort(list: HTMLElement | null): void {
    if (list === this.#sorted) return;
    this.#sortable?.destroy();
    this.#sorted = list;
    this.#sortable =
      list &&
      new Sortable(list, { animation: 160, delay: 220, delayOnTouchOnly: true, onEnd: this.#dropped });
  }

  readonly #dropped = ({ item, oldIndex, newIndex, from }: Sortable.SortableEvent): void => {
    if (oldIndex === undefined || newIndex === undefined || oldIndex === newIndex) return;
    const ids = this.snapshot ? this.#shown(this.snapshot).map(({ id }) => id) : [];
    const id = ids[oldIndex];
    // The list belongs to the template: put back what Sortable moved, and let the new order render.
    const others = [...from.children].filter((child) => child !== item);
    from.insertBefore(item, others[oldIndex] ?? null);
    if (id !== undefined) this.#move(id, newIndex);
  };

  #move(id: string, place: number): void {
    const styles = this.snapshot?.styles ?? [];
    const others = styles.filter((style) => style.id !== id);
    if (place < 0 || place > others.length) return;
    emit(this, 'style-move', { id, before: others[place]?.id ?? null });
    const title = styles.find((style) => style.id === id)?.title ?? '';
    this.said = lookStrings.moved(title, place + 1);
  }

  #key(event: KeyboardEvent, id: string): void {
    if (!event.altKey || this.filter !== 'all' || this.search !== '') return;
    const rtl = getComputedStyle(this).direction === 'rtl';
    const steps: Partial<Record<string, number>> = { ArrowLeft: rtl ? 1 : -1, ArrowRight: rtl ? -1 : 1 };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const index = this.snapshot?.styles.findIndex((style) => style.id === id) ?? -1;
    this.#move(id, index + step);
  }

  #shown({ styles, selection }: SessionSnapshot): readonly StyleEntry[] {
    const words = folded(this.search).split(/\s+/).filter(Boolean);
    return styles.filter(({ id, origin, title, artist }) => {
      if (this.filter === 'favourites' && !selection.favourites.includes(id)) return false;
      if (this.filter === 'own' && origin !== 'own') return false;
      const text = folded(`${title} ${artist}`);
      return words.every((word) => text.includes(word));
    });
  }

  protected override content(): TemplateResult | typeof nothing {
    const { snapshot } = this;
    if (!snapshot) return nothing;
    const shown = this.#shown(snapshot);
    return html`
      <div class="ways">
        ${way(lookStrings.surprise(), Dices, () => emit(this, 'look-surprise', { what: 'mix' }))}
        ${way(lookStrings.random(), Shuffle, () => emit(this, 'look-surprise', { what: 'style' }))}
        ${way(lookStrings.mix(), Blend, () => {
          this.close();
          emit(this, 'mix-open');
        })}
        ${way(
          twoStrings.title(),
          Contrast,
          () => {
            this.close();
            emit(this, 'two-set', { on: snapshot.settings.second === null });
          },
          { pressed: snapshot.settings.second !== null },
        )}
        ${way(lookStrings.undo(), Undo2, () => emit(this, 'look-undo'), {
          disabled: !snapshot.selection.undoable,
        })}
      </div>
      <label class="search">
        <impasto-icon .icon=${Search}></impasto-icon>
        <input
          class="field"
          type="search"
          aria-label=${lookStrings.search()}
          placeholder=${lookStrings.search()}
          autocomplete="off"
          .value=${live(this.search)}
          @input=${(event: Event) => (this.search = (event.target as HTMLInputElement).value)}
        />
      </label>
      <div class="filters" role="group" aria-label=${lookStrings.show()}>
        ${filters.map(
          (filter) =>
            html`<button
              type="button"
              class="filter"
              aria-pressed=${filter === this.filter ? 'true' : 'false'}
              @click=${() => (this.filter = filter)}
            >
              ${filterName(filter)}
            </button>`,
        )}
        <span class="count" role="status">${this.said || lookStrings.count(shown.length)}</span>
      </div>
      ${shown.length > 0 ? this.#tiles(snapshot, shown) : this.#empty()}
    `;
  }

  #tiles({ settings, selection }: SessionSnapshot, shown: readonly StyleEntry[]): TemplateResult {
    const chosen = settings.mix.length > 1 ? settings.mix.map(({ id }) => id) : [settings.styleId];
    return html`
      <ul aria-label=${lookStrings.title()}>
        ${repeat(
          shown,
          ({ id }) => id,
          (entry) =>
            html`<li>
              <impasto-style-tile
                .entry=${entry}
                ?chosen=${chosen.includes(entry.id)}
                ?favourite=${selection.favourites.includes(entry.id)}
                .scene=${this.selection?.scene(entry.id) ?? null}
                @keydown=${(event: KeyboardEvent) => this.#key(event, entry.id)}
              ></impasto-style-tile>
            </li>`,
        )}
      </ul>
      ${this.filter === 'all' && this.search === '' ? html`<p class="hint arrange">${lookStrings.arrangeHint()}</p>` : nothing}
    `;
  }

  #empty(): TemplateResult {
    if (this.search !== '') {
      return empty(Search, lookStrings.nothingFound(this.search), lookStrings.nothingFoundHint(), {
        label: lookStrings.clearSearch(),
        run: () => {
          this.search = '';
          this.filter = 'all';
        },
      });
    }
    if (this.filter === 'favourites') {
      return empty(Heart, lookStrings.noFavourites(), lookStrings.noFavouritesHint());
    }
    return empty(Palette, lookStrings.noOwn(), lookStrings.noOwnHint(), {
      label: lookStrings.addFile(),
      run: () => emit(this, 'style-open'),
    });
  }
}

/** Lower case, and letters without their accents: "munch" finds "Münch". */
function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function filterName(filter: Filter): string {
  switch (filter) {
    case 'all':
      return lookStrings.all();
    case 'favourites':
      return lookStrings.favourites();
    case 'own':
      return lookStrings.own();
    default:
      return assertNever(filter);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-styles': ImpastoStyles;
  }
}
