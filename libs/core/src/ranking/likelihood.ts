/**
 * How likely a model holds a text: the geometric mean of the probabilities of its tokens. Null where nobody has told.
 * @param meanLogprob mean of their natural logarithms
 */
export function likelihoodScore(meanLogprob: number | null): number | null {
  if (meanLogprob === null || Number.isNaN(meanLogprob)) return null;
  // A sum of many logarithms may end a hair above 0.
  return Math.min(1, Math.exp(meanLogprob));
}
