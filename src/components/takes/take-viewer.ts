import { Download, Repeat2, Share2, Trash2 } from 'lucide';
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { LoopFormat, TakesApi } from '../../pipeline/api/takes-api';
import type { TakeEntry } from '../../pipeline/api/takes-state';
import { canShare } from '../../shared/files/share-file';
import { emit } from '../controls/events';
import { field, hint } from '../theme/form-styles';
import '../controls/icon';
import './take-player';
import type { ImpastoTakePlayer } from './take-player';
import { dateText } from './take-tile';
import { clockText, recordingStrings, sizeText } from '../strings/recording-strings';
import { takeStrings } from './take-strings';
import { controls } from '../theme/controls';

/**
 * One take, large: to look at, rename, save, share, delete.
 *
 * @fires take-rename - It was given another name.
 * @fires take-save - It is to be saved as a file.
 * @fires take-share - It is to be shared.
 * @fires take-loop - A repeating picture of it is wanted, from the moment that is shown.
 * @fires take-remove - It is to be deleted.
 */
@customElement('impasto-take-viewer')
export class ImpastoTakeViewer extends LitElement {
  static override readonly styles = [
    controls,
    field,
    hint,
    css`
      :host {
        display: grid;
        gap: var(--im-4);
      }

      label {
        display: grid;
        gap: 6px;
        color: var(--im-muted);
        font-size: var(--im-text-s);
      }

      .actions {
        display: grid;
        grid-template-columns: 1fr 1fr auto;
        gap: var(--im-2);
      }

      .loops {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
        gap: var(--im-2);
      }

      .action {
        padding: 0 var(--im-4);
        --im-icon-size: 20px;
      }

      .remove {
        color: var(--im-danger);
      }
    `,
  ];

  @property({ attribute: false }) takes: TakesApi | null = null;
  @property({ attribute: false }) take: TakeEntry | null = null;
  /** The repeating picture that is being made. */
  @property({ attribute: false }) looping: LoopFormat | null = null;
  /** Null while it is being fetched; `gone` when there is none. */
  @state() private file: File | 'gone' | null = null;
  @state() private formats: readonly LoopFormat[] = [];
  @query('impasto-take-player') private readonly player!: ImpastoTakePlayer;
  #fetchedFor = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('take') && this.take && this.take.id !== this.#fetchedFor) void this.#fetch(this.take.id);
  }

  async #fetch(id: string): Promise<void> {
    this.#fetchedFor = id;
    this.file = null;
    const { takes } = this;
    // Storage that fails is told in place of the picture.
    const [formats, file] = await Promise.all([
      takes?.loopFormats().catch(() => []),
      takes?.file(id).catch(() => null),
    ]);
    if (id !== this.#fetchedFor) return;
    this.formats = formats ?? [];
    this.file = file ?? 'gone';
  }

  protected override render(): TemplateResult | typeof nothing {
    const { take } = this;
    if (!take) return nothing;
    const { id } = take;
    return html`
      <impasto-take-player .take=${take} .file=${this.file}></impasto-take-player>
      <label>
        ${takeStrings.name()}
        <input
          class="field"
          maxlength="80"
          enterkeyhint="done"
          .value=${take.name}
          @change=${(event: Event) => this.#rename(take, event.target as HTMLInputElement)}
          @keydown=${(event: KeyboardEvent) => {
            if (event.key === 'Enter') (event.target as HTMLInputElement).blur();
          }}
        />
      </label>
      <p class="hint">${facts(take)}</p>
      ${take.kind === 'video' ? this.#loops(take) : nothing}
      <div class="actions">
        <button type="button" class="action primary" @click=${() => emit(this, 'take-save', { id })}>
          <impasto-icon .icon=${Download}></impasto-icon>${takeStrings.save()}
        </button>
        ${
          canShare(take.mimeType)
            ? html`<button type="button" class="action" @click=${() => emit(this, 'take-share', { id })}>
                <impasto-icon .icon=${Share2}></impasto-icon>${takeStrings.share()}
              </button>`
            : nothing
        }
        <button
          type="button"
          class="action remove"
          aria-label=${takeStrings.remove()}
          @click=${() => emit(this, 'take-remove', { id })}
        >
          <impasto-icon .icon=${Trash2}></impasto-icon>
        </button>
      </div>
    `;
  }

  #loops({ id }: TakeEntry): TemplateResult {
    return html`
      <div class="loops">
        ${this.formats.map(
          (format) => html`
            <button
              type="button"
              class="action"
              ?disabled=${this.looping !== null}
              @click=${() => emit(this, 'take-loop', { id, start: this.player.moment, format })}
            >
              ${
                this.looping === format
                  ? html`<span class="spinner"></span>${takeStrings.makingLoop()}`
                  : html`<impasto-icon .icon=${Repeat2}></impasto-icon>${loopNames[format]()}`
              }
            </button>
          `,
        )}
      </div>
      ${this.formats.length > 1 ? html`<p class="hint">${takeStrings.loopHint()}</p>` : nothing}
    `;
  }

  #rename({ id, name }: TakeEntry, input: HTMLInputElement): void {
    const wanted = input.value.trim();
    if (wanted === '') input.value = name;
    else if (wanted !== name) emit(this, 'take-rename', { id, name: wanted });
  }
}

const loopNames: Readonly<Record<LoopFormat, () => string>> = {
  gif: takeStrings.makeGif,
  webp: takeStrings.makeWebp,
};

function facts(take: TakeEntry): string {
  const { createdAt, width, height, sizeBytes, duration, kind, hasSound, dropped } = take;
  const sound = kind === 'video' ? [hasSound ? takeStrings.withSound() : takeStrings.silent()] : [];
  return [
    dateText(createdAt),
    `${width} × ${height} px`,
    ...(kind === 'still' ? [] : [clockText(duration)]),
    ...sound,
    sizeText(sizeBytes),
    ...(dropped > 0 ? [recordingStrings.dropped(dropped)] : []),
  ].join(' · ');
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-take-viewer': ImpastoTakeViewer;
  }
}
