/** A straight line through points, by least squares. */
export interface Slope {
  perHour: number;
  /** Standard error of `perHour`, as if the points were independent of each other. */
  error: number;
}

export interface Sample {
  /** Seconds since the beginning. */
  at: number;
  value: number;
}

/** How fast values grow; needs three samples at different times. */
export function slopeOf(samples: readonly Sample[]): Slope {
  const count = samples.length;
  const meanAt = samples.reduce((sum, { at }) => sum + at, 0) / count;
  const meanValue = samples.reduce((sum, { value }) => sum + value, 0) / count;
  const spread = samples.reduce((sum, { at }) => sum + (at - meanAt) ** 2, 0);
  const perSecond = samples.reduce((sum, { at, value }) => sum + (at - meanAt) * (value - meanValue), 0) / spread;
  const squares = samples.reduce((sum, { at, value }) => sum + (value - meanValue - perSecond * (at - meanAt)) ** 2, 0);
  return { perHour: perSecond * 3600, error: Math.sqrt(squares / (count - 2) / spread) * 3600 };
}
