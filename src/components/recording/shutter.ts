import { Lock } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { emit } from '../controls/events';
import '../controls/icon';
import { recordingStrings } from '../strings/recording-strings';
import { controls } from '../theme/controls';

/** A press this long, ms, starts a recording. */
const holdMs = 380;
/** Sliding this far to the side while holding, CSS px, locks the recording. */
const lockDistance = 56;

/** How the pointer is down. `held`: recording until it is lifted. */
type Press = 'up' | 'down' | 'held';

/**
 * The shutter: a press takes a still, a long press records until it is let go, and sliding to the lock keeps recording.
 * While a recording runs it stops it.
 *
 * @fires still-request - A still is wanted.
 * @fires record-start - A recording is to begin.
 * @fires record-stop - The recording is to end.
 */
@customElement('impasto-shutter')
export class ImpastoShutter extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        position: relative;
        display: block;
      }

      button {
        display: grid;
        place-items: center;
        width: 76px;
        height: 76px;
        border: 4px solid var(--im-text);
        border-radius: 50%;
        touch-action: none;
        -webkit-touch-callout: none;
        -webkit-user-select: none;
        user-select: none;
        transition: border-color var(--im-fast);
      }

      button::before {
        content: '';
        grid-area: 1 / 1;
        width: 58px;
        height: 58px;
        border-radius: 50%;
        background: var(--im-text);
        transition:
          scale var(--im-fast) var(--im-ease),
          width var(--im-fast) var(--im-ease),
          height var(--im-fast) var(--im-ease),
          border-radius var(--im-fast) var(--im-ease),
          background-color var(--im-fast);
      }

      button:active:not(:disabled)::before {
        scale: 0.86;
      }

      .recording::before {
        width: 30px;
        height: 30px;
        border-radius: 9px;
        background: var(--im-record);
      }

      .held::before {
        width: 62px;
        height: 62px;
        border-radius: 50%;
        background: var(--im-record);
      }

      .spinner {
        grid-area: 1 / 1;
        width: 30px;
        height: 30px;
        border-color: var(--im-ground-tint);
        border-top-color: var(--im-ground);
      }

      .lock {
        position: absolute;
        z-index: 1;
        top: 50%;
        inset-inline-start: calc(100% + 18px);
        display: grid;
        place-items: center;
        width: 52px;
        height: 52px;
        margin-top: -26px;
        border-radius: 50%;
        background: var(--im-text);
        color: var(--im-ground);
        pointer-events: none;
      }

      @media (max-height: 560px) {
        button {
          width: 60px;
          height: 60px;
        }

        button::before {
          width: 44px;
          height: 44px;
        }

        .recording::before {
          width: 24px;
          height: 24px;
        }

        .held::before {
          width: 48px;
          height: 48px;
        }
      }
    `,
  ];

  /** A still or a recording is being made ready. */
  @property({ type: Boolean }) busy = false;
  /** A recording runs. */
  @property({ type: Boolean }) recording = false;

  @state() private press: Press = 'up';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #startX = 0;
  /** The click that follows a long press is part of it. */
  #skipClick = false;

  constructor() {
    super();
    this.addController({
      hostDisconnected: () => {
        clearTimeout(this.#timer);
        this.press = 'up';
      },
    });
  }

  readonly #down = (event: PointerEvent): void => {
    if (event.button !== 0 || this.recording || this.busy) return;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.#startX = event.clientX;
    this.press = 'down';
    this.#skipClick = false;
    this.#timer = setTimeout(() => {
      this.press = 'held';
      this.#skipClick = true;
      emit(this, 'record-start');
    }, holdMs);
  };

  readonly #move = (event: PointerEvent): void => {
    if (this.press === 'held' && Math.abs(event.clientX - this.#startX) > lockDistance) this.press = 'up';
  };

  readonly #up = (): void => {
    clearTimeout(this.#timer);
    if (this.press === 'held') emit(this, 'record-stop');
    this.press = 'up';
  };

  readonly #click = (): void => {
    if (this.#skipClick) {
      this.#skipClick = false;
      return;
    }
    if (this.recording) emit(this, 'record-stop');
    else emit(this, 'still-request');
  };

  protected override render(): TemplateResult {
    const held = this.press === 'held';
    return html`
      <button
        type="button"
        class=${classMap({ recording: this.recording && !held, held })}
        aria-label=${this.recording ? recordingStrings.stop() : recordingStrings.saveStill()}
        aria-busy=${this.busy ? 'true' : 'false'}
        title=${this.recording ? recordingStrings.stop() : recordingStrings.shutterHint()}
        @pointerdown=${this.#down}
        @pointermove=${this.#move}
        @pointerup=${this.#up}
        @pointercancel=${this.#up}
        @contextmenu=${(event: Event) => event.preventDefault()}
        @click=${this.#click}
      >
        ${this.busy ? html`<span class="spinner"></span>` : nothing}
      </button>
      ${
        held
          ? html`<span class="lock" role="img" aria-label=${recordingStrings.slideToLock()}>
              <impasto-icon .icon=${Lock}></impasto-icon>
            </span>`
          : nothing
      }
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-shutter': ImpastoShutter;
  }
}
