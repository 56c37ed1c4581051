import { CameraOff, FolderOpen, type IconNode, RotateCcw, Settings2, TriangleAlert, Video } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { EngineState, SourceState } from '../../pipeline/api/session-state';
import { assertNever } from '../../shared/assert';
import { emit, type ImpastoEvents } from '../controls/events';
import '../controls/icon';
import { engineProblem, type Sentence, sourceProblem, strings } from '../strings/strings';
import { controls } from '../theme/controls';

type PlainEvent = 'camera-open' | 'content-open' | 'retry-request' | 'settings-open';
interface Way {
  readonly label: string;
  readonly icon: IconNode;
  readonly event: PlainEvent;
}

/**
 * What is said on the stage when there is no picture to look at, or the engine cannot paint: one sentence and a way on.
 *
 * @fires camera-open - Start the camera.
 * @fires content-open - Pick a video or picture.
 * @fires retry-request - Try again what failed.
 * @fires settings-open - Look at the settings.
 */
@customElement('impasto-stage-message')
export class ImpastoStageMessage extends LitElement {
  static override readonly styles = [
    controls,
    css`
      :host {
        position: absolute;
        inset: 0;
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        place-items: center;
        padding: var(--im-4);
        pointer-events: none;
      }

      .card {
        pointer-events: auto;
        width: min(100%, 400px);
        padding: var(--im-6) var(--im-5) var(--im-5);
        border: 1px solid var(--im-line);
        border-radius: var(--im-radius-l);
        text-align: center;
        animation: im-appear var(--im-slow) var(--im-ease);
      }

      .card.bare {
        border: 0;
        background: none;
        backdrop-filter: none;
      }

      .emblem {
        display: inline-grid;
        place-items: center;
        width: 64px;
        height: 64px;
        margin-bottom: var(--im-4);
        border-radius: 50%;
        background: var(--im-accent-tint);
        color: var(--im-accent);
        --im-icon-size: 28px;
      }

      .spinner {
        width: 36px;
        height: 36px;
        border-width: 3px;
        margin-bottom: var(--im-4);
      }

      h1 {
        margin: 0;
        font: var(--im-title);
        letter-spacing: -0.01em;
        text-wrap: balance;
      }

      p {
        margin: var(--im-3) 0 0;
        color: var(--im-muted);
        font-size: var(--im-text-m);
        line-height: 1.5;
        text-wrap: pretty;
      }

      .ways {
        display: grid;
        gap: var(--im-3);
        margin-top: var(--im-5);
      }

      details {
        margin-top: var(--im-3);
        color: var(--im-muted);
        font-size: var(--im-text-s);
      }

      summary {
        padding: var(--im-3);
        cursor: pointer;
      }

      details p {
        margin: 0;
        max-height: 96px;
        overflow: auto;
        font-size: var(--im-text-s);
        overflow-wrap: anywhere;
      }

      @keyframes im-appear {
        from {
          opacity: 0;
        }
      }

      @media (max-height: 560px) {
        .card {
          padding: var(--im-4);
        }

        .emblem {
          display: none;
        }

        .ways {
          grid-auto-flow: column;
          margin-top: var(--im-4);
        }

        .action {
          padding: 0 var(--im-3);
          line-height: 1.2;
        }
      }
    `,
  ];

  @property({ attribute: false }) source: SourceState = { kind: 'idle' };
  @property({ attribute: false }) engine: EngineState = { kind: 'warming' };

  protected override render(): TemplateResult | typeof nothing {
    const { source, engine } = this;
    switch (source.kind) {
      case 'idle':
        return this.#card(strings.welcome(), Video, [start(), open(strings.openFile())]);
      case 'opening':
        return this.#busy(openingSentence(source.what));
      case 'problem': {
        const camera = source.problem.startsWith('camera');
        return this.#card(
          sourceProblem(source.problem),
          camera ? CameraOff : TriangleAlert,
          camera
            ? [retry(), open(strings.openFile())]
            : [open(strings.openAnotherFile()), { ...start(), label: strings.useCamera() }],
        );
      }
      case 'camera':
      case 'video':
      case 'picture':
        return engine.kind === 'failed'
          ? this.#card(engineProblem(engine.problem), TriangleAlert, [retry(), settings()], engine.detail)
          : nothing;
      default:
        return assertNever(source);
    }
  }

  #card(sentence: Sentence, icon: IconNode, ways: readonly Way[], detail = ''): TemplateResult {
    return html`
      <section
        class="card glass"
        role=${this.source.kind === 'idle' ? 'group' : 'alert'}
        aria-labelledby="title"
      >
        <div class="emblem"><impasto-icon .icon=${icon}></impasto-icon></div>
        <h1 id="title">${sentence.title}</h1>
        <p>${sentence.text}</p>
        <div class="ways">
          ${ways.map(
            ({ label, icon: sign, event }, index) => html`
              <button
                type="button"
                class="action ${index === 0 ? 'primary' : ''}"
                @click=${() => this.#send(event)}
              >
                <impasto-icon .icon=${sign}></impasto-icon>${label}
              </button>
            `,
          )}
        </div>
        ${
          detail
            ? html`<details>
                <summary>${strings.details()}</summary>
                <p>${detail}</p>
              </details>`
            : nothing
        }
      </section>
    `;
  }

  #busy(sentence: Sentence): TemplateResult {
    return html`
      <section class="card bare" role="status">
        <span class="spinner"></span>
        <h1>${sentence.title}</h1>
        ${sentence.text ? html`<p>${sentence.text}</p>` : nothing}
      </section>
    `;
  }

  #send(event: PlainEvent): void {
    if (event === 'camera-open') emit(this, event, { deviceId: '' } satisfies ImpastoEvents['camera-open']);
    else emit(this, event);
  }
}

const start = (): Way => ({ label: strings.startCamera(), icon: Video, event: 'camera-open' });
const open = (label: string): Way => ({ label, icon: FolderOpen, event: 'content-open' });
const retry = (): Way => ({ label: strings.retry(), icon: RotateCcw, event: 'retry-request' });
const settings = (): Way => ({ label: strings.settings(), icon: Settings2, event: 'settings-open' });

function openingSentence(what: 'camera' | 'video' | 'picture'): Sentence {
  switch (what) {
    case 'camera':
      return strings.openingCamera();
    case 'video':
      return strings.openingVideo();
    case 'picture':
      return strings.openingPicture();
    default:
      return assertNever(what);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-stage-message': ImpastoStageMessage;
  }
}
