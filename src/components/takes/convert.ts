import { Clapperboard } from 'lucide';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import {
  convertQualities,
  convertSizes,
  type ConvertApi,
  type ConvertQuality,
  type ConvertSize,
  type ConvertState,
} from '../../pipeline/api/convert-state';
import type { ActivityName } from '../../pipeline/api/session-state';
import { assertNever } from '../../shared/assert';
import { convertStyles } from './convert-styles';
import { emit, type ImpastoEvent } from '../controls/events';
import { rangeRow, sheetText } from '../theme/form-styles';
import '../controls/choice';
import '../controls/icon';
import './keyframes';
import '../controls/progress';
import { SheetElement } from '../controls/sheet-element';
import { busyText } from '../strings/notice-strings';
import { SubscriptionController } from '../controls/subscription-controller';
import { clockText, recordingStrings, sizeText } from '../strings/recording-strings';
import { convertFailureText, convertStrings, videoProblemText } from './convert-strings';

/**
 * Conversion of a video file, in a native dialog: what to paint, how it goes, what came of it.
 *
 * @fires convert-start - The file is to be painted.
 * @fires convert-cancel - It is not, or no more.
 * @fires convert-open - Another file is to be picked.
 * @fires take-open - The result is to be shown.
 */
@customElement('impasto-convert')
export class ImpastoConvert extends SheetElement {
  static override readonly styles = [...SheetElement.sheetStyles, sheetText, rangeRow, convertStyles];

  /** Null until it is loaded. */
  @property({ attribute: false }) converter: ConvertApi | null = null;
  /** What has the engine: nothing begins beside a recording. */
  @property({ attribute: false }) activity: ActivityName = 'live';

  constructor() {
    super();
    new SubscriptionController(this, () => this.converter);
  }

  protected override heading(): string {
    return convertStrings.convertTitle();
  }

  /** Escape must not throw away minutes of work. */
  protected override isLocked(): boolean {
    return this.converter?.state.kind === 'running';
  }

  protected override closed(): void {
    emit(this, 'convert-cancel');
  }

  protected override content(): TemplateResult | typeof nothing {
    return this.converter ? this.#body(this.converter.state) : nothing;
  }

  readonly #another = (): void => emit(this, 'convert-open', { what: 'pick' });

  #body(current: ConvertState): TemplateResult {
    switch (current.kind) {
      case 'idle':
      case 'inspecting':
        return html`<p role="status">${convertStrings.inspecting()}</p>`;
      case 'refused': {
        const { title, text } = videoProblemText(current.problem);
        return this.#end(
          title,
          html`<p>${current.name}</p>
            <p>${text}</p>`,
        );
      }
      case 'failed':
        return this.#end(current.name, html`<p role="alert">${convertFailureText(current.failure)}</p>`);
      case 'ready':
        return this.#options(current);
      case 'running':
        return this.#running(current);
      case 'done': {
        const { take } = current;
        const facts = `${clockText(take.duration)}, ${take.width} × ${take.height} px, ${sizeText(take.sizeBytes)}`;
        return html`
          <div class="file" role="status">
            <impasto-icon .icon=${Clapperboard}></impasto-icon>
            <strong>${convertStrings.convertDone()}</strong><span>${facts}</span>
          </div>
          <div class="actions">
            <button
              type="button"
              class="action primary"
              @click=${() => {
                this.close();
                emit(this, 'take-open', { id: take.id });
              }}
            >
              ${recordingStrings.open()}
            </button>
          </div>
        `;
      }
      default:
        return assertNever(current);
    }
  }

  #end(title: string, text: TemplateResult): TemplateResult {
    return html`
      <div role="alert">
        <h3>${title}</h3>
        ${text}
      </div>
      <div class="actions">
        <button type="button" class="action primary" @click=${this.#another}>
          ${convertStrings.convertAnother()}
        </button>
        <button type="button" class="action" @click=${this.close}>${convertStrings.close()}</button>
      </div>
    `;
  }

  #options({
    name,
    facts,
    options,
    sizeBytes,
    fits,
  }: Extract<ConvertState, { kind: 'ready' }>): TemplateResult {
    const { trim, size, quality, keyframes } = options;
    const long = Math.max(facts.width, facts.height);
    const sizes = convertSizes.filter((value) => value === 'own' || value < long);
    const rate = Math.round(facts.frameRate * 10) / 10;
    return html`
      <div class="file">
        <impasto-icon .icon=${Clapperboard}></impasto-icon>
        <strong>${name}</strong>
        <span>${clockText(facts.duration)}, ${facts.width} × ${facts.height} px, ${rate} fps</span>
      </div>
      ${facts.hdr ? html`<p>${convertStrings.convertHdr()}</p>` : nothing}
      <div class="trim">
        ${this.#moment(convertStrings.convertFrom(), trim.start, facts.duration, (start) => ({ ...trim, start }))}
        ${this.#moment(convertStrings.convertTo(), trim.end, facts.duration, (end) => ({ ...trim, end }))}
      </div>
      <impasto-choice
        .legend=${convertStrings.convertSize()}
        .value=${String(size)}
        .options=${sizes.map((value) => ({ value: String(value), label: sizeName(value) }))}
        @choice-change=${({ detail }: ImpastoEvent<'choice-change'>) => {
          const chosen = convertSizes.find((value) => String(value) === detail.value);
          if (chosen !== undefined) this.converter?.setOptions({ size: chosen });
        }}
        >${convertStrings.convertSizeHint()}</impasto-choice
      >
      <impasto-choice
        .legend=${convertStrings.convertQuality()}
        .value=${quality}
        .options=${convertQualities.map((value) => ({ value, label: qualityName(value) }))}
        @choice-change=${({ detail }: ImpastoEvent<'choice-change'>) => {
          const chosen = convertQualities.find((value) => value === detail.value);
          if (chosen) this.converter?.setOptions({ quality: chosen });
        }}
        >${convertStrings.convertEstimate(clockText(trim.end - trim.start), sizeText(sizeBytes))}</impasto-choice
      >
      <impasto-keyframes
        .start=${trim.start}
        .end=${trim.end}
        .keyframes=${keyframes}
        .palette=${this.converter?.palette ?? null}
        @keyframes-change=${({ detail }: ImpastoEvent<'keyframes-change'>) =>
          this.converter?.setOptions({ keyframes: detail.keyframes })}
      ></impasto-keyframes>
      ${fits ? nothing : html`<p class="warn" role="alert">${convertStrings.convertNoRoom()}</p>`}
      ${this.activity === 'recording' ? html`<p class="warn" role="alert">${busyText('recording')}</p>` : nothing}
      <div class="actions">
        <button
          type="button"
          class="action primary"
          ?disabled=${!fits || this.activity === 'recording'}
          @click=${() => emit(this, 'convert-start')}
        >
          ${convertStrings.convertStart()}
        </button>
      </div>
    `;
  }

  #moment(
    label: string,
    value: number,
    duration: number,
    trimmed: (value: number) => { readonly start: number; readonly end: number },
  ): TemplateResult {
    return html`<label class="range-row">
      <span>${label}</span>
      <input
        type="range"
        min="0"
        max=${duration}
        step="0.01"
        .value=${live(String(value))}
        @input=${(event: Event) =>
          this.converter?.setOptions({ trim: trimmed(Number((event.target as HTMLInputElement).value)) })}
      />
      <output>${clockText(value)}</output>
    </label>`;
  }

  #running({
    name,
    step,
    progress,
    frames,
    secondsLeft,
  }: Extract<ConvertState, { kind: 'running' }>): TemplateResult {
    const what = {
      measuring: convertStrings.convertMeasuring(),
      painting: convertStrings.convertPainting(frames),
      saving: convertStrings.convertSaving(),
    }[step];
    return html`
      <div class="file">
        <impasto-icon .icon=${Clapperboard}></impasto-icon><strong>${name}</strong><span>${what}</span>
      </div>
      <div class="row">
        <span class="big">${Math.floor(progress * 100)} %</span>
        <span>${secondsLeft === null ? nothing : convertStrings.convertLeft(secondsLeft)}</span>
      </div>
      <impasto-progress .label=${convertStrings.convertProgress()} .value=${progress}></impasto-progress>
      <p>${convertStrings.convertKeepOpen()}</p>
      <div class="actions">
        <button type="button" class="action" @click=${this.close}>${convertStrings.cancel()}</button>
      </div>
    `;
  }
}

function sizeName(size: ConvertSize): string {
  return size === 'own' ? convertStrings.convertOwnSize() : String(size);
}

function qualityName(quality: ConvertQuality): string {
  switch (quality) {
    case 'small':
      return convertStrings.convertSmall();
    case 'standard':
      return convertStrings.convertStandard();
    case 'best':
      return convertStrings.convertBest();
    default:
      return assertNever(quality);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-convert': ImpastoConvert;
  }
}
