import { Move, MoveDiagonal, RotateCw } from 'lucide';
import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { leastSize, type SecondPlace } from '../../pipeline/api/two-styles-api';
import { coverRange } from '../controls/handles/cover-range';
import { draggedTo, grasp } from '../controls/handles/dragging';
import { emit } from '../controls/events';
import '../controls/icon';
import { pictureBox } from '../theme/picture-box';
import { coveringInput } from '../theme/form-styles';
import { controls } from '../theme/controls';
import { handlesStyles } from './handles-styles';
import { draggedHandle, handleSpot, type Spot } from './place-geometry';
import { twoStrings } from './two-strings';

/** Height of the drawing's own coordinates. */
const drawn = 1000;

/**
 * Where two styles meet, drawn on the picture, with a handle that moves it and one that turns or widens it; native range
 * inputs in both for the keyboard. Fills its stage and lets through what is on neither.
 *
 * @fires two-place - It was moved, turned or widened.
 */
@customElement('impasto-place-handles')
export class ImpastoPlaceHandles extends LitElement {
  static override readonly styles = [controls, coveringInput, pictureBox, handlesStyles];

  @property({ attribute: false }) place: SecondPlace | null = null;
  @property() fit: 'cover' | 'contain' = 'cover';
  /** Width by height of the picture. */
  @property({ type: Number }) aspect = 1;

  @query('.picture') private readonly picture!: HTMLElement;

  #drag(event: PointerEvent, place: (spot: Spot) => Partial<SecondPlace>): void {
    const spot = draggedTo(event, this.picture);
    if (spot) emit(this, 'two-place', place(spot));
  }

  /** Through the CSSOM: the Content Security Policy forbids style attributes. */
  protected override updated(): void {
    this.style.setProperty('--aspect', String(this.aspect));
    if (!this.place) return;
    const handle = handleSpot(this.place, this.aspect);
    for (const [name, value] of [
      ['--x', this.place.x],
      ['--y', this.place.y],
      ['--handle-x', handle.x],
      ['--handle-y', handle.y],
    ] as const)
      this.style.setProperty(name, String(value));
  }

  protected override render(): TemplateResult | typeof nothing {
    const { place, aspect } = this;
    if (!place) return nothing;
    const icon = place.kind === 'round' ? MoveDiagonal : RotateCw;
    return html`
      <div class=${classMap({ picture: true, contain: this.fit === 'contain' })}>
        <svg viewBox="0 0 ${drawn * aspect} ${drawn}" preserveAspectRatio="none" aria-hidden="true">
          ${border(place, aspect)}
        </svg>
        <div
          class="handle centre"
          @pointerdown=${grasp}
          @pointermove=${(event: PointerEvent) => this.#drag(event, (spot) => spot)}
        >
          ${this.#range(twoStrings.across(), place.x, (x) => ({ x }))}
          ${this.#range(twoStrings.down(), place.y, (y) => ({ y }))}
          <impasto-icon .icon=${Move}></impasto-icon>
        </div>
        <div
          class="handle second"
          @pointerdown=${grasp}
          @pointermove=${(event: PointerEvent) =>
            this.#drag(event, (spot) => draggedHandle(place, spot, aspect))}
        >
          ${place.kind === 'round' ? nothing : this.#turn(place)}
          ${
            place.kind === 'halves'
              ? nothing
              : this.#range(
                  place.kind === 'wash' ? twoStrings.width() : twoStrings.radius(),
                  place.size,
                  (size) => ({ size }),
                  leastSize,
                )
          }
          <impasto-icon .icon=${icon}></impasto-icon>
        </div>
      </div>
    `;
  }

  #range(
    label: string,
    value: number,
    moved: (value: number) => Partial<SecondPlace>,
    least = 0,
  ): TemplateResult {
    const percent = Math.round(value * 100);
    return coverRange({
      label,
      text: twoStrings.percent(percent),
      value: percent,
      min: Math.round(least * 100),
      change: (to) => emit(this, 'two-place', moved(to / 100)),
    });
  }

  #turn({ angle }: SecondPlace): TemplateResult {
    const degrees = Math.round(angle * 360) % 360;
    return coverRange({
      label: twoStrings.turn(),
      text: twoStrings.degrees(degrees),
      value: degrees,
      max: 355,
      step: 5,
      change: (to) => emit(this, 'two-place', { angle: to / 360 }),
    });
  }
}

/** Where both styles are equally strong; of a wash also where each is alone. */
function border(place: SecondPlace, aspect: number): SVGTemplateResult {
  const side = drawn * Math.min(1, aspect);
  const [x, y] = [place.x * drawn * aspect, place.y * drawn];
  if (place.kind === 'round') return svg`<circle cx=${x} cy=${y} r=${place.size * side} />`;
  const turn = 2 * Math.PI * place.angle;
  const [dx, dy] = [Math.cos(turn), Math.sin(turn)];
  const line = (away: number, name: string): SVGTemplateResult => {
    const [cx, cy] = [x + dx * away, y + dy * away];
    // Longer than any picture.
    const reach = 3 * drawn * Math.max(1, aspect);
    return svg`<line class=${name} x1=${cx - dy * reach} y1=${cy + dx * reach} x2=${cx + dy * reach} y2=${cy - dx * reach} />`;
  };
  if (place.kind === 'halves') return line(0, '');
  const half = (place.size / 2) * side;
  return svg`${line(-half, 'edge')}${line(half, 'edge')}`;
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-place-handles': ImpastoPlaceHandles;
  }
}
