import { css, html, LitElement, svg, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Losses } from '../../pipeline/api/hq-state';
import { hqStrings, lossName } from './hq-strings';

/** Drawn curves, with their dash: told apart without colour too. Each is a class, which has the colour. */
const curves = [
  { name: 'total', dash: '' },
  { name: 'content', dash: '7 3' },
  { name: 'style', dash: '' },
  { name: 'pixel', dash: '2 3' },
] as const satisfies readonly { name: keyof Losses; dash: string }[];

/** Of the drawing, in its own units. */
const size = { width: 320, height: 96 };
const padding = 3;
/** More would not be seen. */
const mostPoints = 160;
/** Below this a loss counts as nothing: its logarithm must stay finite. */
const floor = 1e-8;

/** Values spread over the curve's width, at most `mostPoints`. */
function thinned(values: readonly number[]): number[] {
  const every = Math.max(1, values.length / mostPoints);
  const count = Math.ceil(values.length / every);
  return Array.from({ length: count }, (_, i) => values[Math.floor(i * every)] ?? 0);
}

/** A logarithmic curve over the whole height. */
function pathOf(values: readonly number[]): string {
  const logs = thinned(values).map((value) => Math.log(Math.max(floor, value)));
  const low = Math.min(...logs);
  const range = Math.max(1e-3, Math.max(...logs) - low);
  return logs
    .map((log, i) => {
      const x = padding + (i / Math.max(1, logs.length - 1)) * (size.width - 2 * padding);
      const y = size.height - padding - ((log - low) / range) * (size.height - 2 * padding);
      return `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join('');
}

function short(value: number): string {
  return value === 0 ? '0' : value.toPrecision(2);
}

/** Total, content, style and per-pixel loss over the iterations, live. */
@customElement('impasto-hq-curves')
export class ImpastoHqCurves extends LitElement {
  static override readonly styles = css`
    :host {
      display: block;
    }

    figure {
      margin: 0;
    }

    figcaption {
      margin-bottom: var(--im-2);
      font-size: var(--im-text-s);
    }

    .hint {
      color: var(--im-muted);
    }

    svg {
      display: block;
      width: 100%;
      height: 112px;
      border-radius: var(--im-radius-s);
      background: var(--im-tint);
    }

    path {
      fill: none;
      stroke-width: 1.75;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }

    .total {
      stroke: var(--im-text);
    }

    .content {
      stroke: var(--im-second);
    }

    .style {
      stroke: var(--im-accent);
    }

    .pixel {
      stroke: var(--im-third);
    }

    ul {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: var(--im-1) var(--im-4);
      margin: var(--im-3) 0 0;
      padding: 0;
      list-style: none;
      font-size: var(--im-text-s);
      font-variant-numeric: tabular-nums;
    }

    li {
      display: flex;
      align-items: center;
      gap: var(--im-2);
    }

    li svg {
      flex: none;
      width: 22px;
      height: 6px;
      border-radius: 0;
      background: none;
    }

    .value {
      margin-inline-start: auto;
      color: var(--im-muted);
    }
  `;

  /** One entry per iteration. */
  @property({ attribute: false }) losses: readonly Losses[] = [];

  protected override render(): TemplateResult {
    const series = curves.map((curve) => ({
      ...curve,
      values: this.losses.map((losses) => losses[curve.name]),
    }));
    const description = series
      .map(({ name, values }) =>
        hqStrings.curve(lossName(name), short(values[0] ?? 0), short(values.at(-1) ?? 0)),
      )
      .join('; ');
    return html`
      <figure>
        <figcaption>${hqStrings.curves()}. <span class="hint">${hqStrings.curvesHint()}</span></figcaption>
        <svg
          viewBox="0 0 ${size.width} ${size.height}"
          preserveAspectRatio="none"
          role="img"
          aria-label=${description}
        >
          ${series.map(
            ({ name, dash, values }) =>
              svg`<path d=${pathOf(values)} class=${name} stroke-dasharray=${dash}></path>`,
          )}
        </svg>
        <ul>
          ${series.map(
            ({ name, dash, values }) => html`
              <li>
                <svg viewBox="0 0 22 6" aria-hidden="true">
                  ${svg`<path d="M0 3H22" class=${name} stroke-dasharray=${dash}></path>`}
                </svg>
                ${lossName(name)}<span class="value">${short(values.at(-1) ?? 0)}</span>
              </li>
            `,
          )}
        </ul>
      </figure>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'impasto-hq-curves': ImpastoHqCurves;
  }
}
