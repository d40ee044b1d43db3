// How a figure moves over a long run.

export interface Trend {
  /** Of the straight line through all points, by least squares. */
  readonly slope: number;
  /** Standard error of the slope: twice as much on either side holds the true one in 95 of 100 runs. */
  readonly error: number;
}

/** The trend of at least three points at different places. Throws for fewer. */
export function trendOf(points: readonly (readonly [x: number, y: number])[]): Trend {
  const n = points.length;
  if (n < 3) throw new Error(`A trend needs three points; there are ${n}.`);
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  if (spread === 0) throw new Error('A trend needs points at different places.');
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const residual = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, error: Math.sqrt(residual / (n - 2) / spread) };
}
