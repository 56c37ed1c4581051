import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { tick } from './haptics';
import { strings } from '../strings/strings';
import { hiddenText } from '../theme/controls';

/** The self-timer: counts down over the picture and says so. */
@customElement('impasto-countdown')
export class ImpastoCountdown extends LitElement {
  static override readonly styles = [
    hiddenText,
    css`
      :host {
        position: absolute;
        inset: 0;
        display: grid;
        place-items: center;
        pointer-events: none;
      }

      .number {
        display: grid;
        place-items: center;
        width: 150px;
        height: 150px;
        border-radius: 50%;
        background: var(--im-glass);
        color: var(--im-text);
        font: 500 84px / 1 var(--im-serif);
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @state() private left = 0;
  #timer: ReturnType<typeof setInterval> | undefined;
  #done: (() => void) | null = null;

  constructor() {
    super();
    this.addController({ hostDisconnected: () => this.cancel() });
  }

  get running(): boolean {
    return this.#timer !== undefined;
  }

  /** Counts `seconds` down, then calls `done`, unless it is cancelled before. */
  start(seconds: number, done: () => void): void {
    this.cancel();
    this.left = seconds;
    this.#done = done;
    tick();
    this.#timer = setInterval(() => {
      this.left -= 1;
      if (this.left > 0) {
        tick();
        return;
      }
      const finished = this.#done;
      this.cancel();
      finished?.();
    }, 1000);
  }

  /** Idempotent. */
  cancel(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#done = null;
    this.left = 0;
  }

  protected override render(): TemplateResult {
    return html`
      <span class="hidden-text" role="status"
        >${this.left > 0 ? strings.secondsLeft(this.left) : nothing}</span
      >
      ${this.left > 0 ? html`<div class="number" aria-hidden="true">${this.left}</div>` : nothing}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-countdown': ImpastoCountdown;
  }
}
