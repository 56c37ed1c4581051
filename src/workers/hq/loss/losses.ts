/** What an evaluation of the optimised picture yields. */

/** The terms before their weights (each ≥ 0, relative errors or mean squares), and their weighted sum. */
export type Losses = {
  readonly total: number;
  /** ‖F − F_content‖² / ‖F_content‖² at relu4_1. */
  readonly content: number;
  /** Weighted mean over the layers of ‖G − G_style‖² / ‖G_style‖². */
  readonly style: number;
  /** Mean squared difference of neighbouring pixels, horizontal plus vertical. */
  readonly tv: number;
  /** Mean squared difference to the content. */
  readonly pixel: number;
};

/** Losses at a point and the gradient of their weighted sum there. */
export type Evaluation = { readonly losses: Losses; readonly gradient: Float32Array };

/** Evaluates a picture's floats; what it returns belongs to the caller. */
export type Evaluate = (position: Float32Array) => Promise<Evaluation>;
