import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

export interface CoverRange {
  readonly label: string;
  /** What the value is called. */
  readonly text: string;
  readonly value: number;
  /** Default 0. */
  readonly min?: number;
  /** Default 100. */
  readonly max?: number;
  /** Default 1. */
  readonly step?: number;
  readonly change: (value: number) => void;
}

/** The keyboard's and screen readers' side of a handle: a native range input over it. Needs `coveringInput`. */
export function coverRange({
  label,
  text,
  value,
  min = 0,
  max = 100,
  step = 1,
  change,
}: CoverRange): TemplateResult {
  return html`<input
    class="cover"
    type="range"
    min=${min}
    max=${max}
    step=${step}
    aria-label=${label}
    aria-valuetext=${text}
    .value=${live(String(value))}
    @input=${(event: Event) => change((event.target as HTMLInputElement).valueAsNumber)}
  />`;
}
