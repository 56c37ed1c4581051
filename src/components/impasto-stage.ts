import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { StageView } from '../pipeline/session-state';
import { emit } from './events';
import { strings } from './strings';

const nothingToShow: StageView = {
  preview: null,
  canvas: null,
  styled: false,
  mirrored: false,
  fit: 'cover',
  aspect: null,
};

/** A press on the picture this long, ms, shows the original until it is released. */
const holdMs = 260;

/**
 * The picture: the unstyled preview below, the styled canvas above, cross-faded. Places the session's elements and
 * never owns them.
 *
 * @slot - What floats over the picture.
 * @fires stage-resize - The stage has a new size, CSS px.
 * @fires compare-change - The picture is pressed and held, or released.
 * @csspart flash - White sheet of the shutter.
 */
@customElement('impasto-stage')
export class ImpastoStage extends LitElement {
  static override readonly styles = css`
    :host {
      position: relative;
      display: block;
      overflow: hidden;
      background: radial-gradient(120% 90% at 50% 30%, #2a211c, var(--im-ground) 70%);
    }

    .layer,
    .flash {
      position: absolute;
      inset: 0;
    }

    .layer {
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

    .flash {
      background: #fff;
      opacity: 0;
      pointer-events: none;
    }
  `;

  @property({ attribute: false }) view: StageView = nothingToShow;

  /** Picture that shows, blurred, while there is nothing else to see. */
  @property() backdrop = '';

  /** Shows the original in place of the styled picture. */
  @property({ type: Boolean }) comparing = false;

  readonly #observer = new ResizeObserver((entries) => {
    const box = entries.at(-1)?.contentRect;
    if (box && box.width > 0 && box.height > 0) {
      emit(this, 'stage-resize', { width: box.width, height: box.height });
    }
  });

  #hold: ReturnType<typeof setTimeout> | undefined;
  #holding = false;

  constructor() {
    super();
    this.addController({
      hostConnected: () => {
        this.#observer.observe(this);
      },
      hostDisconnected: () => {
        this.#observer.disconnect();
        this.#release();
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

  readonly #press = (event: PointerEvent): void => {
    if (event.button !== 0 || !this.view.styled) return;
    this.#hold = setTimeout(() => {
      this.#holding = true;
      emit(this, 'compare-change', { comparing: true });
    }, holdMs);
  };

  readonly #release = (): void => {
    clearTimeout(this.#hold);
    if (!this.#holding) return;
    this.#holding = false;
    emit(this, 'compare-change', { comparing: false });
  };

  protected override render(): TemplateResult {
    const { preview, canvas, styled, mirrored, fit } = this.view;
    return html`
      <div
        @pointerdown=${this.#press}
        @pointerup=${this.#release}
        @pointercancel=${this.#release}
        @pointerleave=${this.#release}
        @contextmenu=${(event: Event) => {
          if (this.#holding) event.preventDefault();
        }}
        role="img"
        aria-label=${strings.stage()}
      >
        ${
          preview === null && this.backdrop
            ? html`<img class="backdrop" src=${this.backdrop} alt="" />`
            : nothing
        }
        <div class=${classMap({ layer: true, [fit]: true, mirrored })}>${preview}</div>
        <div
          class=${classMap({ layer: true, painted: true, [fit]: true, shown: styled, comparing: this.comparing })}
        >
          ${canvas}
        </div>
      </div>
      <slot></slot>
      <div class="flash" part="flash"></div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-stage': ImpastoStage;
  }
}
