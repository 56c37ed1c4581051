/** What the optimisers share. They own plain arrays only; nothing to free. */

import type { Evaluate, Evaluation } from '../loss/losses';

/** An optimiser's state, fit for `structuredClone` and for saving. */
export interface OptimiserState {
  readonly kind: 'adam' | 'lbfgs';
  /** Whole numbers. */
  readonly counters: Readonly<Record<string, number>>;
  /** Of the picture's length. */
  readonly vectors: Readonly<Record<string, Float32Array>>;
}

export interface Optimiser {
  /** The picture as it is now, [h·w·3]. It may be the optimiser's own array: copy it to keep or change it. */
  readonly result: Float32Array;
  /** One iteration. @returns the evaluation it stepped from (Adam) or arrived at (L-BFGS). */
  step(evaluate: Evaluate): Promise<Evaluation>;
  /** A copy. */
  exportState(): OptimiserState;
}
