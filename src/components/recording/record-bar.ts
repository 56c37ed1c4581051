import { Blend, Mic, MicOff, Pause, Play } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import type { RecordingApi, RecordingState } from '../../pipeline/api/recording-api';
import { emit } from '../controls/events';
import '../controls/icon';
import '../controls/meter';
import { RecordingOrientation } from './recording-orientation';
import { SubscriptionController } from '../controls/subscription-controller';
import { clockText, recordingStrings } from '../strings/recording-strings';
import { controls } from '../theme/controls';

/** Storage for less than this, s, is worth a word. */
const showLeftBelow = 300;
/** Share of the level's bar from which sound is about to be clipped. */
const clipping = 0.94;

/**
 * What a running recording does: time, level of the microphone, frames lost, storage, pause.
 *
 * @fires record-pause - The recording is to pause.
 * @fires record-resume - The recording is to go on.
 * @fires glide-change - Other styles and strengths are to come gently, or at once.
 */
@customElement('impasto-record-bar')
export class ImpastoRecordBar extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: block;
      }

      .bar {
        display: inline-flex;
        align-items: center;
        gap: 10px;
        min-height: var(--im-target);
        max-width: 100%;
        padding: 0 4px 0 var(--im-4);
        border-radius: var(--im-round);
        background: var(--im-glass-strong);
        font-size: var(--im-text-s);
        white-space: nowrap;
      }

      .dot {
        width: 10px;
        height: 10px;
        border-radius: 50%;
        background: var(--im-record);
        animation: pulse 1.2s ease-in-out infinite alternate;
      }

      .paused .dot {
        border-radius: 2px;
        background: var(--im-muted);
        animation: none;
      }

      @keyframes pulse {
        to {
          opacity: 0.35;
        }
      }

      .time {
        min-width: 3.2em;
        font-size: var(--im-text-m);
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }

      .meter {
        display: inline-flex;
        align-items: center;
        gap: var(--im-2);
        color: var(--im-muted);
        --im-icon-size: 16px;
      }

      impasto-meter {
        width: 44px;
        --im-bar-height: 4px;
        --im-bar-fill: var(--im-good);
      }

      .note,
      .notes {
        color: var(--im-muted);
      }

      /* Below each other: there is little room on a phone. */
      .notes {
        display: grid;
        min-width: 0;
        font-size: var(--im-text-xs);
        line-height: 1.3;
      }

      .notes > * {
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .buttons {
        display: inline-flex;
        flex: none;
      }

      .warn {
        color: var(--im-warn);
      }

      @media (prefers-reduced-motion: reduce) {
        .dot {
          animation: none;
        }
      }
    `,
  ];

  @property({ attribute: false }) recording: RecordingApi | null = null;

  constructor() {
    super();
    new SubscriptionController(this, () => this.recording);
    new RecordingOrientation(this);
  }

  protected override willUpdate(): void {
    const kind = this.recording?.snapshot.state.kind;
    this.toggleAttribute('hidden', kind !== 'recording' && kind !== 'saving');
  }

  protected override render(): TemplateResult | typeof nothing {
    const state = this.recording?.snapshot.state;
    if (state?.kind === 'saving') {
      return html`<div class="bar" role="status">
        <span class="spinner"></span><span>${recordingStrings.saving()}</span>
        <span class="note">${Math.round(state.progress * 100)} %</span><span></span>
      </div>`;
    }
    return state?.kind === 'recording' ? this.#running(state) : nothing;
  }

  #soundOff(): TemplateResult {
    return html`<span class="meter">
      <impasto-icon role="img" aria-label=${recordingStrings.soundOff()} .icon=${MicOff}></impasto-icon>
    </span>`;
  }

  #running(state: Extract<RecordingState, { kind: 'recording' }>): TemplateResult {
    const paused = state.pause !== 'none';
    const { level, dropped, secondsLeft } = state;
    const glide = this.recording?.snapshot.glide === true;
    return html`
      <div class=${classMap({ bar: true, paused })} role="group" aria-label=${recordingStrings.recording()}>
        <span class="dot"></span>
        <span class="time" role="timer">${clockText(state.duration)}</span>
        ${level === null ? this.#soundOff() : meter(level)}
        <span class="notes">
          ${dropped > 0 ? html`<span>${recordingStrings.dropped(dropped)}</span>` : nothing}
          ${
            secondsLeft !== null && secondsLeft < showLeftBelow
              ? html`<span class="warn">${recordingStrings.left(secondsLeft)}</span>`
              : nothing
          }
        </span>
        <span class="buttons">
          <button
            type="button"
            class="round"
            aria-label=${recordingStrings.glide()}
            title=${recordingStrings.glide()}
            aria-pressed=${glide ? 'true' : 'false'}
            @click=${() => emit(this, 'glide-change', { on: !glide })}
          >
            <impasto-icon .icon=${Blend}></impasto-icon>
          </button>
          <button
            type="button"
            class="round"
            aria-label=${paused ? recordingStrings.resume() : recordingStrings.pause()}
            @click=${() => emit(this, paused ? 'record-resume' : 'record-pause')}
          >
            <impasto-icon .icon=${paused ? Play : Pause}></impasto-icon>
          </button>
        </span>
      </div>
    `;
  }
}

/** Speech is near −20 dB: a linear bar would hardly move, so it shows −48 to 0 dB. */
function meter(level: number): TemplateResult {
  const share = level > 0 ? Math.min(1, Math.max(0, 1 + (20 * Math.log10(level)) / 48)) : 0;
  return html`<span class="meter">
    <impasto-icon .icon=${Mic}></impasto-icon>
    <impasto-meter .label=${recordingStrings.level()} .high=${clipping} .value=${share}></impasto-meter>
  </span>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-record-bar': ImpastoRecordBar;
  }
}
