import { foldText } from '../ideas/search-text.js';

const word = /[\p{L}\p{N}]+/gu;
const mark = /\p{M}+/gu;

/** The words of a text in their order, without capitals and accents: a `Häuser` is a `hauser`. */
export function wordsOf(text: string): string[] {
  return foldText(text).normalize('NFD').replace(mark, '').match(word) ?? [];
}
