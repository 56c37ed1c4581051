import { ArrowLeft } from 'lucide';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import '../../src/components/controls/choice';
import '../../src/components/controls/icon';
import type { ImpastoEvent } from '../../src/components/controls/events';
import { controls } from '../../src/components/theme/controls';
import { tokens } from '../../src/components/theme/tokens';
import { isAbortError } from '../../src/shared/async/abort';
import { assertNever } from '../../src/shared/assert';
import { messageOf } from '../../src/shared/errors';
import type { RaceProgress } from '../browser/race';
import { plotOf } from '../lib/plot';
import { labelOf } from '../lib/report';
import type { Report, Row } from '../lib/report';
import { benchStrings as strings } from './bench-strings';
import { benchStyles } from './bench-styles';
import { runPageBench } from './run-page-bench';

const sides = [128, 256, 512] as const;
/** Also legal in the address (`?size=64`). */
const allSides = Array.from({ length: 253 }, (_, index) => 16 + 4 * index);

/** Timed frames of each engine; 20 unless the address asks for others (`?frames=100`). */
const frameCounts = Array.from({ length: 1000 }, (_, index) => index + 1);

type State =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly progress: RaceProgress | null; readonly run: AbortController }
  | { readonly kind: 'failed'; readonly sentence: string }
  | { readonly kind: 'done'; readonly report: Report };

/** The public benchmark: measures our engines on this device; shows, copies and saves the figures. */
@customElement('impasto-bench')
export class ImpastoBench extends LitElement {
  static override readonly styles = [tokens, controls, benchStyles];

  @state() private view: State = { kind: 'idle' };
  @state() private side: number = asked('size', allSides) ?? 256;
  /** Outcome of the last try to copy. */
  @state() private copied: 'not-yet' | 'copied' | 'refused' = 'not-yet';

  constructor() {
    super();
    this.addController({
      hostConnected: () => {
        document.addEventListener('visibilitychange', this.#hidden);
      },
      hostDisconnected: () => {
        document.removeEventListener('visibilitychange', this.#hidden);
        this.#stop();
      },
    });
  }

  readonly #hidden = (): void => {
    if (!document.hidden || this.view.kind !== 'running') return;
    this.view.run.abort();
    this.view = { kind: 'failed', sentence: strings.hidden() };
  };

  #stop(): void {
    if (this.view.kind !== 'running') return;
    this.view.run.abort();
    this.view = { kind: 'idle' };
  }

  async #start(): Promise<void> {
    const run = new AbortController();
    const current = (): boolean => this.view.kind === 'running' && this.view.run === run;
    this.view = { kind: 'running', progress: null, run };
    this.copied = 'not-yet';
    // Phones dim and slow down otherwise; it is no more than a wish.
    const awake = await (navigator.wakeLock as WakeLock | undefined)?.request('screen').catch(() => null);
    try {
      const show = (progress: RaceProgress): void => {
        if (current()) this.view = { kind: 'running', progress, run };
      };
      const report = await runPageBench(this.side, asked('frames', frameCounts) ?? 20, show, run.signal);
      if (current()) this.view = { kind: 'done', report };
    } catch (error) {
      if (!current() || isAbortError(error)) return;
      this.view = { kind: 'failed', sentence: strings.failed(messageOf(error)) };
    } finally {
      void awake?.release();
    }
  }

  protected override render(): TemplateResult {
    return html`
      <main>
        <header>
          <a class="home" href="./"><impasto-icon .icon=${ArrowLeft}></impasto-icon>${strings.back()}</a>
          <h1>${strings.title()}</h1>
          <p>${strings.intro()}</p>
        </header>
        <impasto-choice
          .legend=${strings.size()}
          .value=${String(this.side)}
          .options=${sides.map((side) => ({ value: String(side), label: String(side) }))}
          @choice-change=${({ detail }: ImpastoEvent<'choice-change'>) => (this.side = Number(detail.value))}
          >${strings.sizeHint()}</impasto-choice
        >
        ${this.#body()}
        <p>${strings.peers()}</p>
      </main>
    `;
  }

  #body(): TemplateResult {
    const { view } = this;
    switch (view.kind) {
      case 'idle':
        return this.#startButton(strings.start());
      case 'running':
        return this.#running(view.progress);
      case 'failed':
        return html`<p class="problem" role="alert">${view.sentence}</p>
          ${this.#startButton(strings.start())}`;
      case 'done':
        return html`${this.#startButton(strings.again())} ${this.#report(view.report)}`;
      default:
        return assertNever(view);
    }
  }

  #startButton(label: string): TemplateResult {
    return html`<div class="start">
      <button type="button" class="action primary" @click=${() => void this.#start()}>${label}</button>
    </div>`;
  }

  #running(progress: RaceProgress | null): TemplateResult {
    // Starting engines takes about as long as the frames do.
    const share =
      progress === null
        ? 0
        : progress.step === 'opening'
          ? (0.5 * progress.done) / progress.of
          : 0.5 + (0.5 * progress.done) / progress.of;
    const text =
      progress === null
        ? strings.loading()
        : progress.step === 'opening'
          ? strings.starting(labelOf({ ...progress.contestant, runtime: 'browser' }))
          : strings.frame(progress.done + 1, progress.of);
    return html`<div class="start">
      <button type="button" class="action" @click=${() => this.#stop()}>${strings.stop()}</button>
      <div class="running">
        <span role="status">${text}</span>
        <progress aria-label=${strings.progress()} max="1" .value=${share}></progress>
      </div>
    </div>`;
  }

  #report(report: Report): TemplateResult {
    const { rows, skipped } = report;
    const [fastest] = [...rows].sort((a, b) => a.medianMs - b.medianMs);
    return html`
      ${fastest ? this.#fastest(fastest) : nothing}
      <section>
        <h2>${strings.times()}</h2>
        <p>${strings.timesHint()}</p>
        <div class="plot">
          ${unsafeHTML(plotOf(rows, { width: Math.min(728, this.clientWidth - 32), margin: 0 }))}
        </div>
      </section>
      <section>
        <h2 id="costs">${strings.costs()}</h2>
        ${this.#table(report)}
      </section>
      ${
        skipped.length > 0
          ? html`<section>
              <h2>${strings.notRun()}</h2>
              <ul>
                ${skipped.map(
                  ({ reason, ...contest }) =>
                    html`<li>${labelOf({ ...contest, runtime: 'browser' })}: ${reason}</li>`,
                )}
              </ul>
            </section>`
          : nothing
      }
      <div class="exports">
        <button type="button" class="action" @click=${() => void this.#copy(report)}>
          ${this.copied === 'copied' ? strings.copied() : strings.copy()}
        </button>
        <button type="button" class="action" @click=${() => download(report)}>${strings.download()}</button>
      </div>
      ${this.copied === 'refused' ? html`<p class="problem" role="alert">${strings.copyRefused()}</p>` : nothing}
    `;
  }

  #fastest(row: Row): TemplateResult {
    const fps = 1000 / row.medianMs;
    const text = fps < 10 ? fps.toFixed(1) : String(Math.round(fps));
    return html`<section class="fastest" role="status">
      <h2>${strings.fastest()}</h2>
      <strong>${strings.fps(text)}</strong>
      <p>${strings.fpsText(row.medianMs.toPrecision(3), labelOf(row), row.width)}</p>
    </section>`;
  }

  #table({ rows, references }: Report): TemplateResult {
    const columns: readonly (readonly [string, (row: Row) => string])[] = [
      [strings.median(), ({ medianMs }) => medianMs.toFixed(1)],
      [strings.p95(), ({ p95Ms }) => p95Ms.toFixed(1)],
      [strings.dispatches(), ({ dispatches }) => rounded(dispatches)],
      [strings.submits(), ({ submits }) => rounded(submits)],
      [strings.readbacks(), ({ readbacks }) => rounded(readbacks)],
      [strings.buffers(), ({ buffersCreated }) => rounded(buffersCreated)],
      [strings.megabytes(), ({ bytes }) => (bytes / 1e6).toFixed(1)],
      [strings.gmac(), ({ macs }) => (macs / 1e9).toFixed(3)],
    ];
    const head = (text: string): TemplateResult => html`<th scope="col">${text}</th>`;
    return html`<div class="table" role="region" aria-labelledby="costs" tabindex="0">
      <table>
        <thead>
          <tr>
            ${[strings.engine(), ...columns.map(([name]) => name)].map(head)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                <th scope="row">${labelOf(row)}</th>
                ${columns.map(([, value]) => html`<td>${value(row)}</td>`)}
              </tr>`,
          )}
          ${references.map(
            ({ name, macs }) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${columns.slice(1).map(() => html`<td>–</td>`)}
                <td>${(macs / 1e9).toFixed(3)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  async #copy(report: Report): Promise<void> {
    try {
      await navigator.clipboard.writeText(json(report));
      this.copied = 'copied';
    } catch {
      this.copied = 'refused';
    }
  }
}

/** A value of the address's query (`?size=128&frames=5`), where it is legal. */
function asked(name: string, legal: readonly number[]): number | undefined {
  const value = Number(new URLSearchParams(location.search).get(name));
  return legal.find((number) => number === value);
}

/** At most one decimal. */
function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function json(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

function download(report: Report): void {
  const url = URL.createObjectURL(new Blob([json(report)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'impasto-benchmark.json';
  link.click();
  // Safari reads the URL after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 30_000);
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-bench': ImpastoBench;
  }
}
