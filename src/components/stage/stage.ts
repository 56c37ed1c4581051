import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { Aspect, StageView } from '../../pipeline/api/session-state';
import { emit } from '../controls/events';
import { StageGestures } from './stage-gestures';
import { strings } from '../strings/strings';

const nothingToShow: StageView = {
  preview: null,
  canvas: null,
  styled: false,
  mirrored: false,
  fit: 'cover',
  aspect: null,
  zoom: 1,
};

/**
 * The picture: the unstyled preview below, the styled canvas above, cross-faded, in the chosen shape. Places the
 * session's elements and never owns them.
 *
 * @slot - What floats over the stage.
 * @slot picture - What lies exactly on the picture.
 * @fires stage-resize - The picture has a new size, CSS px.
 * @fires compare-change - The picture is pressed and held, or released.
 * @fires style-swipe - The picture is dragged sideways.
 * @fires style-swipe-end - It was let go.
 * @fires zoom-change - Two fingers, or ctrl and wheel.
 * @fires camera-flip - It was tapped twice.
 * @csspart flash - White sheet of the shutter.
 * @cssprop --im-stage-grid - `none` hides the lines.
 * @cssprop --im-stage-backdrop - `none` leaves out what shows while there is no picture.
 * @cssprop --im-stage-inset - Room around a picture that does not fill the stage, as for `inset`.
 */
@customElement('impasto-stage')
export class ImpastoStage extends LitElement {
  static override readonly styles = css`
    :host {
      position: relative;
      display: block;
      overflow: hidden;
      background: var(--im-on-picture-glow);
    }

    .area {
      position: absolute;
      inset: 0;
      container-type: size;
      display: grid;
      place-items: center;
    }

    .frame {
      position: relative;
      width: 100%;
      height: 100%;
      overflow: hidden;
    }

    .shaped .area {
      inset: var(--im-stage-inset, 0);
    }

    .shaped .frame {
      width: min(100cqw, 100cqh * var(--ratio));
      height: min(100cqh, 100cqw / var(--ratio));
      border-radius: 18px;
    }

    .layer,
    .flash,
    .touch,
    .grid {
      position: absolute;
      inset: 0;
    }

    .layer {
      scale: var(--zoom, 1);
    }

    .touch {
      touch-action: none;
      -webkit-user-select: none;
      user-select: none;
      -webkit-touch-callout: none;
    }

    .layer > * {
      display: block;
      width: 100%;
      height: 100%;
      object-fit: var(--fit);
    }

    .backdrop {
      display: var(--im-stage-backdrop, block);
      position: absolute;
      inset: -80px;
      width: calc(100% + 160px);
      height: calc(100% + 160px);
      object-fit: cover;
      filter: blur(44px) saturate(1.2) brightness(0.36);
    }

    .contain {
      --fit: contain;
    }

    .cover {
      --fit: cover;
    }

    .mirrored > * {
      transform: scaleX(-1);
    }

    .painted {
      scale: 1;
      opacity: 0;
      transition: opacity var(--im-slow) var(--im-ease);
    }

    .painted.shown {
      opacity: 1;
    }

    .painted.comparing {
      opacity: 0;
      transition-duration: var(--im-fast);
    }

    .grid {
      display: var(--im-stage-grid, block);
      pointer-events: none;
    }

    .grid::before,
    .grid::after {
      content: '';
      position: absolute;
      border: 0 solid var(--im-on-picture-line);
      filter: drop-shadow(0 0 1px var(--im-on-picture-edge));
    }

    .grid::before {
      inset: 0 33.333%;
      border-inline-width: 1px;
    }

    .grid::after {
      inset: 33.333% 0;
      border-block-width: 1px;
    }

    .flash {
      background: var(--im-on-picture-frame);
      opacity: 0;
      pointer-events: none;
    }
  `;

  @property({ attribute: false }) view: StageView = nothingToShow;

  /** Picture that shows, blurred, while there is nothing else to see. */
  @property() backdrop = '';

  /** Shape of the picture. Files keep their own. */
  @property() shape: Aspect = 'full';

  /** Lines at thirds. */
  @property({ type: Boolean }) grid = false;

  /** Shows the original in place of the styled picture. */
  @property({ type: Boolean }) comparing = false;

  @query('.frame') private readonly frame!: HTMLElement;

  readonly #observer = new ResizeObserver((entries) => {
    const box = entries.at(-1)?.contentRect;
    if (box && box.width > 0 && box.height > 0) {
      emit(this, 'stage-resize', { width: box.width, height: box.height });
    }
  });

  readonly #gestures = new StageGestures({
    onHold: (comparing) => {
      if (this.view.styled || !comparing) emit(this, 'compare-change', { comparing });
    },
    onSwipe: (dx) => emit(this, 'style-swipe', { offset: this.#offset(dx) }),
    onSwipeEnd: (dx, speed, cancelled) =>
      emit(this, 'style-swipe-end', { offset: this.#offset(dx), speed: this.#forwards(speed), cancelled }),
    onPinch: (scale) => emit(this, 'zoom-change', { scale }),
    onDoubleTap: () => emit(this, 'camera-flip'),
  });

  constructor() {
    super();
    this.addController({
      hostConnected: () => {
        if (this.hasUpdated) this.#observer.observe(this.frame);
      },
      hostDisconnected: () => {
        this.#observer.disconnect();
        this.#gestures.release();
      },
    });
  }

  /** A short white flash; none when the person prefers reduced motion. */
  flash(): void {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.renderRoot.querySelector('.flash')?.animate([{ opacity: 0.85 }, { opacity: 0 }], {
      duration: 280,
      easing: 'ease-out',
    });
  }

  protected override firstUpdated(): void {
    this.#observer.observe(this.frame);
    // Passive listeners, the default for wheels, could not keep the page from zooming.
    this.renderRoot
      .querySelector<HTMLElement>('.touch')
      ?.addEventListener('wheel', this.#gestures.wheel, { passive: false });
  }

  /** Through the CSSOM: the Content Security Policy forbids style attributes. */
  protected override updated(): void {
    const [width = 1, height = 1] = this.shape === 'full' ? [] : this.shape.split(':').map(Number);
    this.style.setProperty('--ratio', String(width / height));
    this.style.setProperty('--zoom', String(this.view.zoom));
  }

  /** Share of the picture's width, positive towards the next style. */
  #offset(dx: number): number {
    return this.#forwards(dx) / Math.max(1, this.frame.clientWidth);
  }

  /** To the left is forwards, as with pages; the other way where one reads from right to left. */
  #forwards(x: number): number {
    return getComputedStyle(this).direction === 'rtl' ? x : -x;
  }

  protected override render(): TemplateResult {
    const { preview, canvas, styled, mirrored, fit } = this.view;
    const shaped = this.shape !== 'full' && fit === 'cover';
    const { down, move, up, cancel } = this.#gestures;
    return html`
      ${
        preview === null && this.backdrop
          ? html`<img class="backdrop" src=${this.backdrop} alt="" />`
          : nothing
      }
      <div class=${classMap({ shaped })}>
        <div class="area">
          <div class="frame">
            <div
              class="touch"
              @pointerdown=${down}
              @pointermove=${move}
              @pointerup=${up}
              @pointercancel=${cancel}
              @pointerleave=${cancel}
              @contextmenu=${(event: Event) => {
                if (this.#gestures.holding) event.preventDefault();
              }}
              role="img"
              aria-label=${strings.stage()}
            >
              <div class=${classMap({ layer: true, [fit]: true, mirrored })}>${preview}</div>
              <div
                class=${classMap({ layer: true, painted: true, [fit]: true, shown: styled, comparing: this.comparing })}
              >
                ${canvas}
              </div>
            </div>
            ${this.grid && preview !== null ? html`<div class="grid"></div>` : nothing}
            <slot name="picture"></slot>
            <div class="flash" part="flash"></div>
          </div>
        </div>
      </div>
      <slot></slot>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-stage': ImpastoStage;
  }
}
