import { MoveHorizontal } from 'lucide';
import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { coverRange } from '../controls/handles/cover-range';
import { draggedTo, grasp } from '../controls/handles/dragging';
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
      }

      .line:has(input:focus-visible) .handle {
        outline: var(--im-focus-ring);
        outline-offset: 3px;
        box-shadow: 0 0 0 3px var(--im-ground);
      }
    `,
  ];

  /** Share of the picture's width that shows the camera, 0..1. */
  @property({ type: Number }) at = 0.5;

  @property() fit: 'cover' | 'contain' = 'cover';

  /** Width by height of the picture. */
  @property({ type: Number }) aspect = 1;

  @query('.picture') private readonly picture!: HTMLElement;

  readonly #drag = (event: PointerEvent): void => {
    const to = draggedTo(event, this.picture);
    if (to) this.#move(Math.min(1, Math.max(0, to.x)));
  };

  #move(at: number): void {
    emit(this, 'split-change', { at });
  }

  /** Through the CSSOM: the Content Security Policy forbids style attributes. */
  protected override updated(): void {
    this.style.setProperty('--at', String(this.at));
    this.style.setProperty('--aspect', String(this.aspect));
  }

  protected override render(): TemplateResult {
    const percent = Math.round(this.at * 100);
    return html`
      <div class=${classMap({ picture: true, contain: this.fit === 'contain' })}>
        <div class="line" @pointerdown=${grasp} @pointermove=${this.#drag}>
          <span class="handle">
            <impasto-icon .icon=${MoveHorizontal}></impasto-icon>
            ${coverRange({
              label: strings.splitAt(),
              text: strings.splitValue(percent),
              value: percent,
              change: (value) => this.#move(value / 100),
            })}
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
