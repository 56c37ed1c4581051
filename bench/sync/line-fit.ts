/** A straight line through measured points by least squares, with how far its slope can be trusted. Pure. */

export type Point = readonly [x: number, y: number];

export interface LineFit {
  /** Value of the line at x = 0. */
  readonly intercept: number;
  readonly slope: number;
  /** Standard error of the slope. */
  readonly slopeError: number;
}

/**
 * Ordinary least squares; the error is estimated from the points' distances to the line.
 * @param points three at least, not all at one x
 * @throws RangeError when there are too few.
 */
export function fitLine(points: readonly Point[]): LineFit {
  const count = points.length;
  const sum = (of: (point: Point) => number): number => points.reduce((total, point) => total + of(point), 0);
  const meanX = sum(([x]) => x) / count;
  const meanY = sum(([, y]) => y) / count;
  const spread = sum(([x]) => (x - meanX) ** 2);
  if (count < 3 || spread === 0) throw new RangeError('A line needs three points at different places.');
  const slope = sum(([x, y]) => (x - meanX) * (y - meanY)) / spread;
  const intercept = meanY - slope * meanX;
  const left = sum(([x, y]) => (y - intercept - slope * x) ** 2);
  return { intercept, slope, slopeError: Math.sqrt(left / (count - 2) / spread) };
}
