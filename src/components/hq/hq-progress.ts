import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { HqPhase, Losses } from '../../pipeline/api/hq-state';
import { hqStrings } from './hq-strings';
import './hq-curves';
import '../controls/progress';

/** Seconds left as people say it: no false precision. */
function timeLeft(seconds: number): string {
  if (seconds >= 90) return hqStrings.minutesLeft(Math.round(seconds / 60));
  return hqStrings.secondsLeft(seconds > 10 ? Math.ceil(seconds / 5) * 5 : Math.ceil(seconds));
}

/** How far a run is: bar, time left, curves. */
@customElement('impasto-hq-progress')
export class ImpastoHqProgress extends LitElement {
  static override readonly styles = css`
    :host {
      display: grid;
      gap: var(--im-5);
    }

    .line {
      display: flex;
      justify-content: space-between;
      gap: var(--im-3);
      margin-bottom: var(--im-2);
      font-variant-numeric: tabular-nums;
    }

    .share {
      font: var(--im-title);
    }

    .left {
      align-self: end;
      color: var(--im-muted);
      font-size: var(--im-text-s);
      text-align: end;
    }

    .warning {
      margin: 0;
      color: var(--im-muted);
      font-size: var(--im-text-s);
      line-height: 1.5;
    }
  `;

  @property({ attribute: false }) phase: HqPhase = { kind: 'preparing', loaded: null };
  @property({ attribute: false }) losses: readonly Losses[] = [];
  @property({ type: Boolean }) steppedDown = false;

  protected override render(): TemplateResult {
    const { phase } = this;
    const progress = phase.kind === 'running' ? phase.progress : null;
    const finishing = phase.kind === 'finishing';
    const done = finishing ? 1 : (progress?.done ?? 0);
    const percent = Math.floor(done * 100);
    return html`
      <div>
        <div class="line">
          <span class="share">${hqStrings.percent(percent)}</span>
          <span class="left">${this.#status()}</span>
        </div>
        <impasto-progress
          .label=${hqStrings.progress()}
          .text=${`${hqStrings.percent(percent)}, ${this.#timeLeft()}`}
          .value=${done}
        ></impasto-progress>
      </div>
      ${this.steppedDown ? html`<p class="warning" role="status">${hqStrings.steppedDown()}</p>` : nothing}
      ${
        this.losses.length > 1
          ? html`<impasto-hq-curves .losses=${this.losses}></impasto-hq-curves>`
          : nothing
      }
    `;
  }

  #timeLeft(): string {
    const { phase } = this;
    if (phase.kind === 'finishing') return hqStrings.finishing();
    if (phase.kind !== 'running') return '';
    if (phase.paused) return hqStrings.paused();
    const { secondsLeft } = phase.progress ?? {};
    return secondsLeft === undefined ? hqStrings.estimating() : timeLeft(secondsLeft);
  }

  #status(): TemplateResult {
    const { phase } = this;
    const progress = phase.kind === 'running' ? phase.progress : null;
    return html`${this.#timeLeft()}${progress ? html`<br />${hqStrings.at(progress.width, progress.height)}` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-hq-progress': ImpastoHqProgress;
  }
}
