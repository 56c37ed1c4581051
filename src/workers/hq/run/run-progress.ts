/** How far a run has come, and how long it will take: judged by what its latest iterations cost. */
import type { HqProgress } from '../hq.protocol';
import { costOf } from '../job/scales';
import type { Scale } from '../job/scales';

/** How far back the time left looks, iterations. */
const timedIterations = 20;

/** Where a run is. */
export interface RunPosition {
  readonly scales: readonly Scale[];
  /** Index of the scale at hand. */
  readonly scale: number;
  /** Iterations done at it. */
  readonly iteration: number;
}

/** Iterations done at the scales before. */
export function iterationsBefore({ scales, scale }: RunPosition): number {
  return scales.slice(0, scale).reduce((sum, { iterations }) => sum + iterations, 0);
}

export class RunProgress {
  #timings: { readonly cost: number; readonly ms: number }[] = [];

  /** An iteration at `scale` took `ms`. */
  note(scale: Scale, ms: number): void {
    this.#timings.push({ cost: costOf(scale, 1), ms });
    if (this.#timings.length > timedIterations) this.#timings.shift();
  }

  at(position: RunPosition): Omit<HqProgress, 'losses' | 'limited' | 'width' | 'height'> {
    const { scales, scale, iteration } = position;
    const total = scales.reduce((sum, one) => sum + costOf(one, one.iterations), 0);
    const spent = scales
      .slice(0, scale + 1)
      .reduce((sum, one, index) => sum + costOf(one, index < scale ? one.iterations : iteration), 0);
    const cost = this.#timings.reduce((sum, timing) => sum + timing.cost, 0);
    const ms = this.#timings.reduce((sum, timing) => sum + timing.ms, 0);
    return {
      iteration: iterationsBefore(position) + iteration,
      iterations: scales.reduce((sum, { iterations }) => sum + iterations, 0),
      scale,
      scales: scales.length,
      done: spent / total,
      ms: this.#timings.at(-1)?.ms ?? 0,
      secondsLeft: this.#timings.length > 1 ? ((total - spent) * ms) / cost / 1000 : undefined,
    };
  }
}
