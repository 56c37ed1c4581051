import { Brush, Droplet, Eraser, Trash2, Undo2 } from 'lucide';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { live } from 'lit/directives/live.js';
import { brushTools } from '../../pipeline/api/two-styles-api';
import type { BrushSnapshot, BrushSpot, BrushTool } from '../../pipeline/api/two-styles-api';
import { shorterSide } from '../../shared/picture';
import { emit } from '../controls/events';
import { grasp, placeIn } from '../controls/handles/dragging';
import '../controls/icon';
import { coveringInput } from '../theme/form-styles';
import { pictureBox } from '../theme/picture-box';
import { controls } from '../theme/controls';
import { brushStyles } from './brush-styles';
import { BrushKeys } from './brush-keys';
import { twoStrings } from './two-strings';

const icons = { add: Brush, erase: Eraser, soften: Droplet } as const;

/** Radius of the brush, in percent of the picture's shorter side. */
const sizes = { least: 2, usual: 10, most: 40 } as const;

/** Pens report how hard they are pressed; what they barely touch is seen all the same. */
const leastPressure = 0.08;

/**
 * Paints where the second style is: by finger, mouse, a pen with its pressure, or by keys; with its tools beside. Fills
 * its stage, and keeps the stage from taking strokes for swipes.
 *
 * @fires brush-begin - A stroke begins.
 * @fires brush-to - It goes on.
 * @fires brush-end - It ends.
 * @fires brush-undo - The last stroke is to be taken back.
 * @fires brush-clear - All that is painted is to go.
 */
@customElement('impasto-brush')
export class ImpastoBrush extends LitElement {
  static override readonly styles = [controls, coveringInput, pictureBox, brushStyles];

  @property({ attribute: false }) brush: BrushSnapshot | null = null;
  @property() fit: 'cover' | 'contain' = 'cover';
  /** Width by height of the picture. */
  @property({ type: Number }) aspect = 1;

  @state() private tool: BrushTool = 'add';
  @state() private size: number = sizes.usual;
  /** Where the brush is; null while no pointer and no key shows it. */
  @state() private spot: { readonly x: number; readonly y: number } | null = null;
  @query('.surface') private readonly surface!: HTMLElement;

  readonly #keys = new BrushKeys({
    begin: (spot) => emit(this, 'brush-begin', { tool: this.tool, spot: this.#at(spot, 1) }),
    to: (spot) => emit(this, 'brush-to', { spots: [this.#at(spot, 1)] }),
    end: () => emit(this, 'brush-end'),
    moved: (spot) => (this.spot = spot),
  });

  #at({ x, y }: { readonly x: number; readonly y: number }, pressure: number): BrushSpot {
    return { x, y, radius: this.size / 100, pressure };
  }

  #spotOf(event: PointerEvent): BrushSpot {
    return this.#at(
      placeIn(event, this.surface),
      event.pointerType === 'pen' ? Math.max(leastPressure, event.pressure) : 1,
    );
  }

  readonly #down = (event: PointerEvent): void => {
    // A second finger must not tear a line across the picture, nor begin a swipe or a pinch.
    event.stopPropagation();
    if (!event.isPrimary || event.button !== 0) return;
    grasp(event);
    this.surface.focus({ preventScroll: true });
    emit(this, 'brush-begin', { tool: this.tool, spot: this.#spotOf(event) });
  };

  readonly #move = (event: PointerEvent): void => {
    this.spot = this.#spotOf(event);
    this.#keys.place(this.spot);
    if (!this.surface.hasPointerCapture(event.pointerId)) return;
    const all = event.getCoalescedEvents();
    emit(this, 'brush-to', { spots: (all.length > 0 ? all : [event]).map((part) => this.#spotOf(part)) });
  };

  protected override updated(): void {
    const { x: width, y: height } = shorterSide(this.aspect);
    const diameter = (2 * this.size) / 100;
    for (const [name, value] of [
      ['--aspect', this.aspect],
      ['--x', this.spot?.x ?? 0.5],
      ['--y', this.spot?.y ?? 0.5],
      ['--ring-width', diameter * width],
      ['--ring-height', diameter * height],
    ] as const)
      this.style.setProperty(name, String(value));
  }

  protected override render(): TemplateResult {
    return html`
      <div class=${classMap({ picture: true, contain: this.fit === 'contain' })}>
        <div
          class="surface"
          role="application"
          tabindex="0"
          aria-label=${twoStrings.brush()}
          @pointerdown=${this.#down}
          @pointermove=${this.#move}
          @pointerup=${() => emit(this, 'brush-end')}
          @pointercancel=${() => emit(this, 'brush-end')}
          @pointerleave=${() => (this.spot = null)}
          @keydown=${this.#keys.down}
          @keyup=${this.#keys.up}
          @blur=${this.#keys.left}
        >
          ${this.spot ? html`<div class="ring"></div>` : nothing}
        </div>
        ${this.brush?.empty === true ? html`<p class="hint glass">${twoStrings.brushHint()}</p>` : nothing}
      </div>
      ${this.#tools()}
    `;
  }

  #tools(): TemplateResult {
    return html`
      <div class="tools glass">
        <div class="group" role="radiogroup" aria-label=${twoStrings.brushTools()}>
          ${brushTools.map(
            (tool) => html`
              <label title=${twoStrings.brushTool(tool)}>
                <input
                  class="cover"
                  type="radio"
                  name="tool"
                  aria-label=${twoStrings.brushTool(tool)}
                  .checked=${live(tool === this.tool)}
                  @change=${() => (this.tool = tool)}
                />
                <span><impasto-icon .icon=${icons[tool]}></impasto-icon></span>
              </label>
            `,
          )}
        </div>
        <input
          class="size"
          type="range"
          min=${sizes.least}
          max=${sizes.most}
          aria-label=${twoStrings.brushSize()}
          .value=${live(String(this.size))}
          @input=${({ target }: InputEvent) => (this.size = Number((target as HTMLInputElement).value))}
        />
        ${this.#button(twoStrings.brushUndo(), Undo2, this.brush?.undoable !== true, 'brush-undo')}
        ${this.#button(twoStrings.brushClear(), Trash2, this.brush?.empty !== false, 'brush-clear')}
      </div>
    `;
  }

  #button(
    label: string,
    icon: typeof Undo2,
    disabled: boolean,
    event: 'brush-undo' | 'brush-clear',
  ): TemplateResult {
    return html`<button
      type="button"
      class="round"
      aria-label=${label}
      title=${label}
      ?disabled=${disabled}
      @click=${() => emit(this, event)}
    >
      <impasto-icon .icon=${icon}></impasto-icon>
    </button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-brush': ImpastoBrush;
  }
}
