import { trigram } from 'n-gram';
import { foldText } from '../ideas/search-text.js';

/** What of a text is compared: its character trigrams, each once. */
export type TextProfile = ReadonlySet<string>;

const betweenWords = /[^\p{L}\p{M}\p{N}]+/gu;

/** Only words count: capitals, punctuation, line breaks and Markdown are the same text. */
export function profileOf(text: string): TextProfile {
  const words = foldText(text).replace(betweenWords, ' ').trim();
  // With a space around it, a word of one letter has a trigram as well.
  return new Set(words === '' ? [] : trigram(` ${words} `));
}

/** The Sørensen-Dice coefficient of two profiles, 0 to 1: twice what they share, of what they have. Two empty texts are the same. */
export function likenessOf(a: TextProfile, b: TextProfile): number {
  if (a.size + b.size === 0) return 1;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const gram of small) if (large.has(gram)) shared++;
  return (2 * shared) / (a.size + b.size);
}

/** How much two texts say the same in the same words: 0, no trigram of letters in common, to 1, the same words. */
export function similarityOf(a: string, b: string): number {
  return likenessOf(profileOf(a), profileOf(b));
}
