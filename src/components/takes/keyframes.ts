import { Plus, X } from 'lucide';
import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { mostKeyframes, type Keyframe, type KeyframePalette } from '../../pipeline/api/convert-state';
import { emit } from '../controls/events';
import { field, hint, plainFieldset, rangeRow } from '../theme/form-styles';
import '../controls/icon';
import { clockText } from '../strings/recording-strings';
import { convertStrings } from './convert-strings';
import { controls } from '../theme/controls';

/** Points keep this distance, s. */
const apart = 0.1;

/**
 * A list of moments, each with a style and a strength; between two of them the picture passes gently from one to the
 * other. Empty for one look all through.
 *
 * @fires keyframes-change - A point was added, changed or removed.
 */
@customElement('impasto-keyframes')
export class ImpastoKeyframes extends LitElement {
  static override readonly styles = [
    controls,
    plainFieldset,
    field,
    rangeRow,
    hint,
    css`
      fieldset {
        display: grid;
        gap: var(--im-3);
      }

      legend {
        margin: 0;
      }

      ol {
        display: grid;
        gap: var(--im-2);
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        gap: var(--im-1);
        padding: var(--im-1) var(--im-1) var(--im-2) var(--im-4);
        border: 1px solid var(--im-line);
        border-radius: var(--im-radius-m);
        background: var(--im-raised);
      }

      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--im-2);
      }

      .head strong {
        font-variant-numeric: tabular-nums;
      }

      .range-row {
        padding-inline-end: var(--im-3);
        color: var(--im-muted);
        font-size: var(--im-text-s);
      }

      .style {
        grid-template-columns: 5em 1fr;
      }

      output {
        color: var(--im-text);
      }

      .add {
        justify-self: start;
        --im-icon-size: 18px;
      }
    `,
  ];

  /** Of the part that is painted, s. */
  @property({ type: Number }) start = 0;
  @property({ type: Number }) end = 0;
  @property({ attribute: false }) keyframes: readonly Keyframe[] = [];
  @property({ attribute: false }) palette: KeyframePalette | null = null;

  protected override render(): TemplateResult {
    const secondInHand = this.palette?.secondInHand ?? null;
    return html`
      <fieldset>
        <legend>${convertStrings.keyframes()}</legend>
        <p class="hint">${convertStrings.keyframesHint()}</p>
        ${
          secondInHand === null
            ? nothing
            : html`<p class="hint">${convertStrings.keyframesInHand(secondInHand)}</p>`
        }
        ${
          this.keyframes.length > 0
            ? html`<ol>
                ${this.keyframes.map((key, index) => this.#point(key, index))}
              </ol>`
            : nothing
        }
        ${
          this.keyframes.length < mostKeyframes
            ? html`<button type="button" class="action add" @click=${this.#add}>
                <impasto-icon .icon=${Plus}></impasto-icon>${convertStrings.keyframeAdd()}
              </button>`
            : nothing
        }
      </fieldset>
    `;
  }

  #point(key: Keyframe, index: number): TemplateResult {
    const number = index + 1;
    const change = (part: Partial<Keyframe>): void =>
      this.#send(this.keyframes.map((one, at) => (at === index ? { ...one, ...part } : one)));
    const percent = Math.round(key.strength * 100);
    const low = (this.keyframes[index - 1]?.at ?? this.start - apart) + apart;
    const high = (this.keyframes[index + 1]?.at ?? this.end + apart) - apart;
    return html`<li>
      <div class="head">
        <strong>${convertStrings.keyframe(number)}</strong>
        <button
          type="button"
          class="round"
          aria-label=${convertStrings.keyframeRemove(number)}
          @click=${() => this.#remove(index)}
        >
          <impasto-icon .icon=${X}></impasto-icon>
        </button>
      </div>
      <label class="range-row style">
        <span>${convertStrings.keyframeStyle()}</span>
        <select
          class="field"
          aria-label=${convertStrings.keyframeStyleOf(number)}
          .value=${live(key.styleId)}
          @change=${(event: Event) => change({ styleId: (event.target as HTMLSelectElement).value })}
        >
          ${this.palette?.styles.map(
            ({ id, title }) => html`<option value=${id} ?selected=${id === key.styleId}>${title}</option>`,
          )}
        </select>
      </label>
      <label class="range-row">
        <span>${convertStrings.keyframeTime()}</span>
        <input
          type="range"
          aria-label=${convertStrings.keyframeTimeOf(number)}
          aria-valuetext=${clockText(key.at)}
          min=${low}
          max=${Math.max(low, high)}
          step="0.01"
          .value=${live(String(key.at))}
          @input=${(event: Event) => change({ at: (event.target as HTMLInputElement).valueAsNumber })}
        />
        <output>${clockText(key.at)}</output>
      </label>
      <label class="range-row">
        <span>${convertStrings.keyframeStrength()}</span>
        <input
          type="range"
          aria-label=${convertStrings.keyframeStrengthOf(number)}
          aria-valuetext="${percent} %"
          min="0"
          max="100"
          step="1"
          .value=${live(String(percent))}
          @input=${(event: Event) =>
            change({ strength: (event.target as HTMLInputElement).valueAsNumber / 100 })}
        />
        <output>${percent} %</output>
      </label>
    </li>`;
  }

  /** The first press makes two points, at both ends: one alone changes nothing. */
  readonly #add = (): void => {
    const { keyframes, palette, start, end } = this;
    if (!palette) return;
    const last = keyframes.at(-1);
    if (!last) {
      const { styleId, strength } = palette;
      this.#send([
        { at: start, styleId, strength: 0 },
        { at: end, styleId, strength },
      ]);
      return;
    }
    // In the middle of the longest stretch.
    const gaps = keyframes.map(({ at }, index) => (keyframes[index + 1]?.at ?? at) - at);
    const longest = gaps.indexOf(Math.max(...gaps));
    const before = keyframes[longest] ?? last;
    const key = { ...before, at: before.at + (gaps[longest] ?? 0) / 2 };
    this.#send([...keyframes.slice(0, longest + 1), key, ...keyframes.slice(longest + 1)]);
  };

  #remove(index: number): void {
    const left = this.keyframes.filter((_key, at) => at !== index);
    this.#send(left.length < 2 ? [] : left);
  }

  #send(keyframes: readonly Keyframe[]): void {
    emit(this, 'keyframes-change', { keyframes });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-keyframes': ImpastoKeyframes;
  }
}
