import { smolShape } from '../../tools/bench-model/model-shape.js';
import { makeVocabulary, promptWords } from '../../tools/bench-model/vocabulary.js';
import type { Dialect } from './ask.js';
import { seeded } from '../preload/random.js';

const words = promptWords(makeVocabulary(smolShape.vocabulary)).map((word) => word.replace('Ġ', ' '));

/** A text of exactly this many tokens, of words that a seed decides; it begins with a space. */
export function randomText(tokens: number, seed: number): string {
  const random = seeded(seed);
  return Array.from({ length: tokens }, () => words[Math.floor(random() * words.length)]).join('');
}

/** A prompt that a server reads as exactly this many tokens, its own template included. */
export function promptOf({ templateTokens }: Dialect, tokens: number, seed: number): string {
  return randomText(tokens - templateTokens.before - templateTokens.after, seed);
}
