import { CircleHelp, Mic, MicOff, Settings2 } from 'lucide';
import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RecordingApi } from '../../pipeline/api/recording-api';
import { emit } from '../controls/events';
import '../controls/icon';
import { strings } from '../strings/strings';
import { SubscriptionController } from '../controls/subscription-controller';
import { recordingStrings } from '../strings/recording-strings';
import { controls } from '../theme/controls';

/**
 * App mark on the left; sound, help and settings on the right.
 *
 * @fires sound-change - Recordings are to have sound, or none.
 * @fires help-open - Help is wanted.
 * @fires settings-open - Settings are wanted.
 */
@customElement('impasto-top-bar')
export class ImpastoTopBar extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        display: flex;
        align-items: center;
        gap: var(--im-1);
      }

      .mark {
        display: flex;
        align-items: center;
        gap: 10px;
        margin-inline-end: auto;
        font: 600 1.25rem / 1 var(--im-serif);
        letter-spacing: -0.01em;
      }

      .mark svg {
        width: 28px;
        height: 28px;
      }

      .first {
        stroke: var(--im-accent);
      }

      .second {
        stroke: var(--im-third);
      }

      .third {
        stroke: var(--im-second);
      }
    `,
  ];

  @property({ attribute: false }) recording: RecordingApi | null = null;

  constructor() {
    super();
    new SubscriptionController(this, () => this.recording);
  }

  protected override render(): TemplateResult {
    const sound = this.recording?.snapshot.sound === true;
    // Sound cannot come or go in the middle of a recording: its track is there from the start or not at all.
    const fixed = this.recording?.snapshot.state.kind !== 'idle';
    return html`
      <div class="mark">${mark}<span>${strings.appName()}</span></div>
      <button
        type="button"
        class="round"
        aria-label=${recordingStrings.sound()}
        title=${sound ? recordingStrings.soundOn() : recordingStrings.soundOff()}
        aria-pressed=${sound ? 'true' : 'false'}
        ?disabled=${fixed}
        @click=${() => emit(this, 'sound-change', { on: !sound })}
      >
        <impasto-icon .icon=${sound ? Mic : MicOff}></impasto-icon>
      </button>
      <button
        type="button"
        class="round"
        aria-label=${strings.help()}
        @click=${() => emit(this, 'help-open')}
      >
        <impasto-icon .icon=${CircleHelp}></impasto-icon>
      </button>
      <button
        type="button"
        class="round"
        aria-label=${strings.settings()}
        @click=${() => emit(this, 'settings-open')}
      >
        <impasto-icon .icon=${Settings2}></impasto-icon>
      </button>
    `;
  }
}

/** Three loaded strokes around a lens. */
const mark = html`<svg
  viewBox="0 0 32 32"
  fill="none"
  stroke-width="5.5"
  stroke-linecap="round"
  aria-hidden="true"
>
  ${svg`
    <path d="M6.4 19.5A10 10 0 0 1 13 6.5" class="first" />
    <path d="M18.6 6.3A10 10 0 0 1 25.8 14" class="second" />
    <path d="M25.2 19.6A10 10 0 0 1 11 24.7" class="third" />
    <circle cx="16" cy="16" r="3.2" fill="currentColor" />
  `}
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    'impasto-top-bar': ImpastoTopBar;
  }
}
