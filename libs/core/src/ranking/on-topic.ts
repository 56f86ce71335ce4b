import { contentWordsOf } from './content-words.js';
import { isSameWord } from './same-word.js';
import { wordsOf } from './words-of.js';

/** A wish is said with its first words; a prompt may be as long as a book. */
const mostWords = 200;

/** Share of a prompt's content words that a text takes up, whatever their endings. Null for a prompt without any. */
export function onTopicScore(text: string, prompt: string): number | null {
  const wanted = contentWordsOf(prompt).slice(0, mostWords);
  if (wanted.length === 0) return null;
  const written = [...new Set(wordsOf(text))];
  const found = wanted.filter((word) => written.some((other) => isSameWord(word, other)));
  return found.length / wanted.length;
}
