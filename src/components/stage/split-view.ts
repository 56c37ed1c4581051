import { MoveHorizontal } from 'lucide';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { live } from 'lit/directives/live.js';
import { emit } from '../controls/events';
import { coveringInput } from '../theme/form-styles';
import '../controls/icon';
import { pictureBox } from '../theme/picture-box';
import { strings } from '../strings/strings';
import { controls } from '../theme/controls';

/**
 * The line of the split view, camera on its left and painting on its right, with a handle to drag; over a native range
 * input for the keyboard. Fills its stage and lets through what is not on the line. The engine draws both sides.
 *
 * @fires split-change - It was moved.
 */
@customElement('impasto-split-view')
export class ImpastoSplitView extends LitElement {
  static override readonly styles = [
    controls,
    coveringInput,
    pictureBox,
    css`
      .line {
        position: absolute;
        inset: 0 auto 0 calc(var(--at) * 100%);
        width: var(--im-target);
        margin-left: calc(var(--im-target) / -2);
        display: grid;
        place-items: center;
        cursor: ew-resize;
        touch-action: none;
        pointer-events: auto;
      }

      .line::before {
        content: '';
        position: absolute;
        inset: 0 calc(50% - 1px);
        background: var(--im-text);
        box-shadow: 0 0 0 1px var(--im-on-picture-edge);
      }

      .handle {
        position: relative;
        display: grid;
        place-items: center;
        width: var(--im-target);
        height: var(--im-target);
        border-radius: 50%;
        background: var(--im-text);
        color: var(--im-ground);
        box-shadow: var(--im-shadow-m);
      }

      .line:has(input:focus-visible) .handle {
        outline: var(--im-focus-ring);
        outline-offset: 3px;
        box-shadow: 0 0 0 3px var(--im-ground);
      }

      input {
        pointer-events: none;
      }
    `,
  ];

  /** Share of the picture's width that shows the camera, 0..1. */
  @property({ type: Number }) at = 0.5;

  @property() fit: 'cover' | 'contain' = 'cover';

  /** Width by height of the picture. */
  @property({ type: Number }) aspect = 1;

  @query('.picture') private readonly picture!: HTMLElement;
  @query('input') private readonly input!: HTMLInputElement;

  readonly #press = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const line = event.currentTarget as HTMLElement;
    line.setPointerCapture(event.pointerId);
    this.input.focus({ preventScroll: true });
    event.preventDefault();
  };

  readonly #drag = (event: PointerEvent): void => {
    if (!(event.currentTarget as HTMLElement).hasPointerCapture(event.pointerId)) return;
    const { left, width } = this.picture.getBoundingClientRect();
    const at = Math.min(1, Math.max(0, (event.clientX - left) / width));
    emit(this, 'split-change', { at });
  };

  /** Through the CSSOM: the Content Security Policy forbids style attributes. */
  protected override updated(): void {
    this.style.setProperty('--at', String(this.at));
    this.style.setProperty('--aspect', String(this.aspect));
  }

  protected override render(): TemplateResult {
    const percent = Math.round(this.at * 100);
    return html`
      <div class=${classMap({ picture: true, contain: this.fit === 'contain' })}>
        <div class="line" @pointerdown=${this.#press} @pointermove=${this.#drag}>
          <span class="handle">
            <impasto-icon .icon=${MoveHorizontal}></impasto-icon>
            <input
              class="cover"
              type="range"
              min="0"
              max="100"
              step="1"
              aria-label=${strings.splitAt()}
              aria-valuetext=${strings.splitValue(percent)}
              .value=${live(String(percent))}
              @input=${(event: Event) =>
                emit(this, 'split-change', { at: (event.target as HTMLInputElement).valueAsNumber / 100 })}
            />
          </span>
        </div>
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-split-view': ImpastoSplitView;
  }
}
