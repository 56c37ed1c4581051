import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { SessionSnapshot, StyleEntry } from '../../pipeline/api/session-state';
import { required } from '../../shared/assert';
import { coverRange } from '../controls/handles/cover-range';
import { draggedTo } from '../controls/handles/dragging';
import { emit, type ImpastoEvent } from '../controls/events';
import { coveringInput } from '../theme/form-styles';
import './style-strip';
import { lookStrings } from './look-strings';
import { mixerStyles } from './mixer-styles';
import { type Corners, cornersFor, type Puck, puckAt, sharesAt } from './mix-pad';
import { SheetElement } from '../controls/sheet-element';

/**
 * The mixing pad: up to four styles on the corners, a puck that shares them out while the picture behind follows. Two
 * native range inputs are there for the keyboard.
 *
 * @fires mix-change - The puck moved, or a corner has another style.
 */
@customElement('impasto-mixer')
export class ImpastoMixer extends SheetElement {
  static override readonly styles = [...SheetElement.sheetStyles, coveringInput, mixerStyles];

  @property({ attribute: false }) snapshot: SessionSnapshot | null = null;
  @state() private corners: Corners = [null, null, null, null];
  @state() private puck: Puck = { x: 0, y: 0 };
  /** Index of the corner whose style is being chosen. */
  @state() private editing: number | null = null;

  override show(): void {
    if (this.snapshot) {
      const { styles, settings } = this.snapshot;
      this.corners = cornersFor(settings.mix, settings.styleId, styles);
      this.puck = puckAt(
        this.corners,
        settings.mix.length > 1 ? settings.mix : [{ id: settings.styleId, weight: 1 }],
      );
    }
    this.editing = null;
    super.show();
  }

  protected override heading(): string {
    return lookStrings.mixer();
  }

  /** Through the CSSOM: the Content Security Policy forbids style attributes. */
  protected override updated(): void {
    this.style.setProperty('--x', String(this.puck.x));
    this.style.setProperty('--y', String(this.puck.y));
  }

  #move(puck: Puck): void {
    this.puck = { x: Math.min(1, Math.max(0, puck.x)), y: Math.min(1, Math.max(0, puck.y)) };
    this.#send();
  }

  #send(): void {
    const parts = sharesAt(this.corners, this.puck);
    if (parts.length > 0) emit(this, 'mix-change', { parts });
  }

  readonly #press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const field = required(event.currentTarget as HTMLElement | null, 'the field');
    field.setPointerCapture(event.pointerId);
    this.#drag(event);
  };

  readonly #drag = (event: PointerEvent): void => {
    const to = draggedTo(event, required(event.currentTarget as HTMLElement | null, 'the field'));
    if (to) this.#move(getComputedStyle(this).direction === 'rtl' ? { ...to, x: 1 - to.x } : to);
  };

  #setCorner(index: number, id: string | null): void {
    const corners = this.corners.map((old, at) => {
      if (at === index) return id;
      // A style has one corner: the two change places.
      return old === id ? (this.corners[index] ?? null) : old;
    });
    if (corners.every((corner) => corner === null)) return;
    this.corners = corners as unknown as Corners;
    this.#send();
  }

  #entry(id: string | null): StyleEntry | undefined {
    return this.snapshot?.styles.find((style) => style.id === id);
  }

  protected override content(): TemplateResult | typeof nothing {
    if (!this.snapshot) return nothing;
    const shares = sharesAt(this.corners, this.puck)
      .filter(({ weight }) => weight >= 0.005)
      .map(({ id, weight }) => lookStrings.share(this.#entry(id)?.title ?? '', Math.round(weight * 100)))
      .join(', ');
    return html`
      <p>${lookStrings.mixerHint()}</p>
      <div class="pad">
        <div class="field" data-testid="mix-field" @pointerdown=${this.#press} @pointermove=${this.#drag}>
          <div class="puck"></div>
          ${this.#axis(lookStrings.acrossPad(), shares, this.puck.x, (x) => ({ ...this.puck, x }))}
          ${this.#axis(lookStrings.downPad(), shares, this.puck.y, (y) => ({ ...this.puck, y }))}
        </div>
        ${this.corners.map((id, index) => this.#corner(id, index))}
      </div>
      <p class="shares">${shares}</p>
      ${this.editing === null ? nothing : this.#choose(this.editing)}
    `;
  }

  #axis(label: string, text: string, value: number, moved: (value: number) => Puck): TemplateResult {
    return coverRange({
      label,
      text,
      value: Math.round(value * 100),
      change: (to) => this.#move(moved(to / 100)),
    });
  }

  #corner(id: string | null, index: number): TemplateResult {
    const entry = this.#entry(id);
    const place = required(lookStrings.corners()[index], 'the corner');
    return html`<button
      type="button"
      class="corner"
      aria-label=${lookStrings.corner(place, entry?.title ?? lookStrings.emptyCorner())}
      aria-pressed=${this.editing === index ? 'true' : 'false'}
      @click=${() => (this.editing = this.editing === index ? null : index)}
    >
      ${entry ? html`<img src=${entry.thumbnailUrl} alt="" />` : nothing}
    </button>`;
  }

  #choose(index: number): TemplateResult {
    const place = required(lookStrings.corners()[index], 'the corner');
    return html`
      <impasto-style-strip
        row
        .label=${lookStrings.cornerChoose(place)}
        .entries=${this.snapshot?.styles ?? []}
        .chosen=${this.corners[index] ?? ''}
        @style-choose=${(event: ImpastoEvent<'style-choose'>) => {
          event.stopPropagation();
          this.#setCorner(index, event.detail.id);
        }}
      ></impasto-style-strip>
      <button type="button" class="action plain" @click=${() => this.#setCorner(index, null)}>
        ${lookStrings.cornerEmpty()}
      </button>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-mixer': ImpastoMixer;
  }
}
