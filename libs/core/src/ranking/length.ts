import { wordsOf } from './words-of.js';

/** Words of a usual idea: see the decision on ranking for what was measured. */
const usual = { least: 25, most: 120 };

/** How close an idea is to the usual length: 1 within it, half as much at half or twice of it. */
export function lengthScore(content: string): number {
  const words = wordsOf(content).length;
  return Math.min(1, words / usual.least, usual.most / Math.max(1, words));
}
