/**
 * L-BFGS: the two-loop recursion (Nocedal & Wright, “Numerical optimization”, 2nd ed., algorithm 7.4) with a weak-Wolfe
 * line search by bisection (Lewis & Overton, “Nonsmooth optimization via quasi-Newton methods”, 2013, algorithm 2.6),
 * which keeps the curvature of each pair positive. Unlike Adam it needs no step size. Without limits: a picture's
 * values are clamped when it is read.
 */
import { ImpastoError } from '../../../shared/errors';
import type { Evaluate, Evaluation } from '../loss/losses';
import type { Optimiser, OptimiserState } from './optimiser';

export interface LbfgsOptions {
  /** Pairs remembered, each two vectors. ≥ 1; default 10. */
  readonly history?: number;
  /** Evaluations a line search may take before it gives up and the history is dropped. ≥ 1; default 12. */
  readonly maxEvaluations?: number;
  /**
   * Largest change of any value in the very first step, where nothing is known of the curvature, 1 = black to white;
   * default 0.05.
   */
  readonly firstStep?: number;
}

/** Armijo: how much of the decrease that the slope promises is demanded. */
const sufficientDecrease = 1e-4;
/** Wolfe: how much of the slope may be left. */
const remainingSlope = 0.9;

interface Pair {
  readonly s: Float32Array;
  readonly y: Float32Array;
  readonly rho: number;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

/** target += scale·source */
function addScaled(target: Float32Array, source: Float32Array, scale: number): void {
  for (let i = 0; i < target.length; i++) (target[i] as number) += scale * (source[i] as number);
}

function difference(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, i) => value - (b[i] as number));
}

export class Lbfgs implements Optimiser {
  readonly #options: Required<LbfgsOptions>;
  #position: Float32Array;
  #current: Evaluation | undefined;
  #pairs: Pair[] = [];

  /**
   * @param start copied.
   * @param state from `exportState`; replaces `start`. The history is not part of it (it is twenty times the picture):
   *   a restored run needs some steps to learn the curvature again.
   */
  constructor(start: Float32Array, options: LbfgsOptions = {}, state?: OptimiserState) {
    this.#options = { history: 10, maxEvaluations: 12, firstStep: 0.05, ...options };
    const saved = state?.vectors['position'];
    if (state && (state.kind !== 'lbfgs' || saved?.length !== start.length)) {
      throw new ImpastoError('invalid-argument', 'The saved state belongs to another optimisation.');
    }
    this.#position = (saved ?? start).slice();
  }

  get result(): Float32Array {
    return this.#position;
  }

  /** One line search. The evaluation returned is that of the new position, or of the old when no step helps. */
  async step(evaluate: Evaluate): Promise<Evaluation> {
    const start = this.#current ?? (await evaluate(this.#position));
    let direction = this.#direction(start.gradient);
    let slope = dot(direction, start.gradient);
    if (!(slope < 0)) {
      this.#pairs = [];
      direction = this.#direction(start.gradient);
      slope = dot(direction, start.gradient);
    }
    // A stationary point: there is nowhere to go.
    if (!(slope < 0)) return start;

    let low = 0;
    let high = Infinity;
    let length = 1;
    /** The best point that at least decreases the loss. */
    let found: { readonly position: Float32Array; readonly evaluation: Evaluation } | undefined;
    for (let n = 0; n < this.#options.maxEvaluations; n++) {
      const position = this.#position.slice();
      addScaled(position, direction, length);
      const evaluation = await evaluate(position);
      const promised = start.losses.total + sufficientDecrease * length * slope;
      if (!(evaluation.losses.total <= promised)) {
        high = length;
      } else {
        found = { position, evaluation };
        if (dot(direction, evaluation.gradient) >= remainingSlope * slope) break;
        low = length;
      }
      length = high < Infinity ? (low + high) / 2 : 2 * low;
    }
    if (!found) {
      // The history misled the search: go on from here by the gradient alone.
      this.#pairs = [];
      this.#current = start;
      return start;
    }
    this.#remember(
      difference(found.position, this.#position),
      difference(found.evaluation.gradient, start.gradient),
    );
    this.#position = found.position;
    this.#current = found.evaluation;
    return found.evaluation;
  }

  exportState(): OptimiserState {
    return { kind: 'lbfgs', counters: {}, vectors: { position: this.#position.slice() } };
  }

  #remember(s: Float32Array, y: Float32Array): void {
    const curvature = dot(s, y);
    if (!(curvature > 1e-10 * Math.sqrt(dot(s, s) * dot(y, y)))) return;
    this.#pairs.push({ s, y, rho: 1 / curvature });
    if (this.#pairs.length > this.#options.history) this.#pairs.shift();
  }

  /** −H·gradient; without history the gradient scaled so that no value changes by more than `firstStep`. */
  #direction(gradient: Float32Array): Float32Array {
    const d = gradient.map((g) => -g);
    const latest = this.#pairs.at(-1);
    if (!latest) {
      const most = d.reduce((largest, g) => Math.max(largest, Math.abs(g)), 0);
      return most > 0 ? d.map((g) => (g / most) * this.#options.firstStep) : d;
    }
    const alphas: number[] = [];
    for (const { s, y, rho } of [...this.#pairs].reverse()) {
      const alpha = rho * dot(s, d);
      alphas.push(alpha);
      addScaled(d, y, -alpha);
    }
    const gamma = 1 / (latest.rho * dot(latest.y, latest.y));
    for (let i = 0; i < d.length; i++) (d[i] as number) *= gamma;
    for (const { s, y, rho } of this.#pairs) {
      addScaled(d, s, Number(alphas.pop()) - rho * dot(y, d));
    }
    return d;
  }
}
