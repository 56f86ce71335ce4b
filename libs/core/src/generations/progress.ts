/** Tokens after which a typical idea is about two thirds done. */
const typicalLength = 80;

/** How far a text is at most while it is not at its end. */
export const highestProgress = 0.99;

/**
 * How far a text is, 0 to 0.99. Nobody knows how long a text will be before its end, so this grows ever slower the longer
 * it gets, and at least in proportion to the limit. It never falls as `tokens` grows.
 */
export function progressOf(tokens: number, maxTokens: number): number {
  const byLimit = tokens / maxTokens;
  const byHabit = 1 - Math.exp(-tokens / typicalLength);
  return Math.min(highestProgress, Math.max(byLimit, byHabit));
}
