/**
 * Adam (Kingma & Ba, “Adam: a method for stochastic optimization”, ICLR 2015, algorithm 1) with box limits and
 * averaging of the iterates (§7.2 there), which takes the noise of the steps out of the picture.
 */
import { ImpastoError } from '../../../shared/errors';
import type { Evaluate, Evaluation } from '../loss/losses';
import type { Optimiser, OptimiserState } from './optimiser';

export interface AdamOptions {
  /** Length of a step, in units of the position (1 = black to white). > 0 */
  readonly stepSize: number;
  /**
   * How many steps will be taken: along half a cosine they shrink to `lastStep` of their length (Loshchilov & Hutter
   * 2017). Default: all have the same length.
   */
  readonly steps?: number;
  /** Decay of the average of iterates per step, 0 to below 1; 0 keeps the last iterate alone. */
  readonly averaging: number;
  /** Decay of the mean gradient, 0..1; default 0.9. */
  readonly beta1?: number;
  /** Decay of the mean square, 0..1. Default 0.99: the usual 0.999 is too slow for a few hundred steps. */
  readonly beta2?: number;
  /** Added to the root of the mean square; default 1e-8. */
  readonly epsilon?: number;
  /** Values are kept within. */
  readonly limits?: readonly [low: number, high: number];
}

/** Length of the last step, as a share of the first. */
const lastStep = 0.1;

export class Adam implements Optimiser {
  readonly #options: Required<AdamOptions>;
  readonly #position: Float32Array;
  readonly #first: Float32Array;
  readonly #second: Float32Array;
  /** Σ (1 − d)·dᵗ⁻ˢ·xₛ; divided by 1 − dᵗ it is the average. */
  readonly #sum: Float32Array;
  #steps: number;
  #averaged: number;

  /**
   * @param start copied.
   * @param state from `exportState`; replaces `start`.
   */
  constructor(start: Float32Array, options: AdamOptions, state?: OptimiserState) {
    this.#options = {
      steps: Infinity,
      beta1: 0.9,
      beta2: 0.99,
      epsilon: 1e-8,
      limits: [-Infinity, Infinity],
      ...options,
    };
    const restored = (name: string): Float32Array => restoreVector(state, name, start.length);
    this.#position = state ? restored('position') : start.slice();
    this.#first = restored('first');
    this.#second = restored('second');
    this.#sum = restored('sum');
    this.#steps = state?.counters['steps'] ?? 0;
    this.#averaged = state?.counters['averaged'] ?? 0;
  }

  /** The bias-corrected average of the iterates. */
  get result(): Float32Array {
    if (this.#averaged === 0) return this.#position;
    const correction = 1 / (1 - this.#options.averaging ** this.#averaged);
    return this.#sum.map((value) => value * correction);
  }

  async step(evaluate: Evaluate): Promise<Evaluation> {
    const evaluation = await evaluate(this.#position);
    const { averaging, limits } = this.#options;
    const [low, high] = limits;
    const change = this.#changeAlong(evaluation.gradient);
    const [x, sum] = [this.#position, this.#sum];
    this.#averaged++;
    for (let i = 0; i < x.length; i++) {
      const limited = Math.min(high, Math.max(low, (x[i] as number) - (change[i] as number)));
      x[i] = limited;
      sum[i] = (sum[i] as number) * averaging + limited * (1 - averaging);
    }
    return evaluation;
  }

  /** Takes the gradient into the moments. @returns how far to go against it, for each number of the position. */
  #changeAlong(gradient: Float32Array): Float32Array {
    const { stepSize, steps, beta1, beta2, epsilon } = this.#options;
    const [m, v] = [this.#first, this.#second];
    const decay = (1 + Math.cos(Math.PI * Math.min(1, this.#steps / steps))) / 2;
    const length = stepSize * (lastStep + (1 - lastStep) * decay);
    this.#steps++;
    const rate = length / (1 - beta1 ** this.#steps);
    const correction = 1 / (1 - beta2 ** this.#steps);
    return gradient.map((g, i) => {
      const mean = (m[i] as number) * beta1 + g * (1 - beta1);
      const square = (v[i] as number) * beta2 + g * g * (1 - beta2);
      m[i] = mean;
      v[i] = square;
      return (rate * mean) / (Math.sqrt(square * correction) + epsilon);
    });
  }

  exportState(): OptimiserState {
    return {
      kind: 'adam',
      counters: { steps: this.#steps, averaged: this.#averaged },
      vectors: {
        position: this.#position.slice(),
        first: this.#first.slice(),
        second: this.#second.slice(),
        sum: this.#sum.slice(),
      },
    };
  }
}

function restoreVector(state: OptimiserState | undefined, name: string, length: number): Float32Array {
  if (state === undefined) return new Float32Array(length);
  const vector = state.vectors[name];
  if (state.kind !== 'adam' || vector?.length !== length) {
    throw new ImpastoError('invalid-argument', 'The saved state belongs to another optimisation.');
  }
  return vector.slice();
}
