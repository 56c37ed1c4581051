/** What an evaluation of the optimised picture yields. */
import type { Losses } from '../hq.protocol';

/** Losses at a point and the gradient of their weighted sum there. */
export interface Evaluation {
  readonly losses: Losses;
  readonly gradient: Float32Array;
}

/** Evaluates a picture's floats; what it returns belongs to the caller. */
export type Evaluate = (position: Float32Array) => Promise<Evaluation>;
