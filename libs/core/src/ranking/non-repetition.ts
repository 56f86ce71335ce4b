import { wordsOf } from './words-of.js';

const together = 3;

/** Share of a text's word trigrams that were not there before. Null for a text that has none. */
export function nonRepetitionScore(content: string): number | null {
  const words = wordsOf(content);
  const count = words.length - together + 1;
  if (count < 1) return null;
  const grams = Array.from({ length: count }, (_, begin) => words.slice(begin, begin + together).join(' '));
  return new Set(grams).size / count;
}
