/** Added to the variance by every conditional norm (the same number as in training). */
export const normEpsilon = 1e-4;
