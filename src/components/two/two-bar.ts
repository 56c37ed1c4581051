import { ArrowLeftRight, Brush, UserRound, X } from 'lucide';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { Settings, StyleEntry } from '../../pipeline/api/session-state';
import { placeKinds } from '../../pipeline/api/two-styles-api';
import { emit } from '../controls/events';
import '../controls/icon';
import { coveringInput } from '../theme/form-styles';
import { controls } from '../theme/controls';
import { twoBarStyles } from './two-bar-styles';
import { twoStrings } from './two-strings';

/**
 * Two styles in one picture: which of them is in hand, that is, chosen and strengthened below; where the second is; swap,
 * and back to one. Native radio inputs give it its keys.
 *
 * @fires two-take - The other one is wanted in hand.
 * @fires two-swap - They are to change places.
 * @fires two-place - The second is to be elsewhere.
 * @fires two-set - One style is enough.
 */
@customElement('impasto-two-bar')
export class ImpastoTwoBar extends LitElement {
  static override readonly styles = [controls, coveringInput, twoBarStyles];

  @property({ attribute: false }) entries: readonly StyleEntry[] = [];
  @property({ attribute: false }) settings: Pick<Settings, 'styleId' | 'second'> | null = null;

  protected override render(): TemplateResult | typeof nothing {
    const { styleId, second } = this.settings ?? {};
    if (!second || styleId === undefined) return nothing;
    const [first, other] = second.secondInHand
      ? [second.other.styleId, styleId]
      : [styleId, second.other.styleId];
    return html`
      <div class="group" role="radiogroup" aria-label=${twoStrings.inHand()}>
        ${this.#tile('first', first, !second.secondInHand)}
        ${this.#tile('second', other, second.secondInHand)}
      </div>
      <button
        type="button"
        class="round"
        aria-label=${twoStrings.swap()}
        title=${twoStrings.swap()}
        @click=${() => emit(this, 'two-swap')}
      >
        <impasto-icon .icon=${ArrowLeftRight}></impasto-icon>
      </button>
      <div class="group kinds" role="radiogroup" aria-label=${twoStrings.place()}>
        ${placeKinds.map(
          (kind) => html`
            <label title=${twoStrings.kind(kind)}>
              <input
                class="cover"
                type="radio"
                name="kind"
                aria-label=${twoStrings.kind(kind)}
                .checked=${live(kind === second.place.kind)}
                @change=${() => emit(this, 'two-place', { kind })}
              />
              <span class="kind shape-${kind}">
                ${kind === 'people' ? html`<impasto-icon .icon=${UserRound}></impasto-icon>` : nothing}
                ${kind === 'brush' ? html`<impasto-icon .icon=${Brush}></impasto-icon>` : nothing}
              </span>
            </label>
          `,
        )}
      </div>
      <button
        type="button"
        class="round"
        aria-label=${twoStrings.end()}
        title=${twoStrings.end()}
        @click=${() => emit(this, 'two-set', { on: false })}
      >
        <impasto-icon .icon=${X}></impasto-icon>
      </button>
    `;
  }

  #tile(which: 'first' | 'second', id: string, inHand: boolean): TemplateResult {
    const entry = this.entries.find((style) => style.id === id);
    const title = entry?.title ?? '';
    const label = which === 'first' ? twoStrings.first(title) : twoStrings.second(title);
    return html`<label title=${label}>
      <input
        class="cover"
        type="radio"
        name="hand"
        aria-label=${label}
        .checked=${live(inHand)}
        @change=${() => emit(this, 'two-take', { which })}
      />
      <span class="tile">
        ${entry ? html`<img src=${entry.thumbnailUrl} alt="" draggable="false" />` : nothing}
        <span class="letter" aria-hidden="true">${which === 'first' ? 'A' : 'B'}</span>
      </span>
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-two-bar': ImpastoTwoBar;
  }
}
