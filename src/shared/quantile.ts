/** Quantiles of measurements. Pure. */

/** Nearest-rank quantile of `values`, in any order; NaN when there are none. @param q 0..1; 0.5 is the median */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? NaN;
}
