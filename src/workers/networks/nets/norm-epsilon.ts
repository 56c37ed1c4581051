/** Added to the variance by every conditional norm (models/README). */
export const normEpsilon = 1e-4;
