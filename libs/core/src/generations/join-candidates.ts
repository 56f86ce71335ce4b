import type { CandidateText } from './idea-event.js';
import { lengthOf } from './length-of.js';

/** Two texts of one candidate as one; the later may go on from any place of the earlier, which counts no more from there on. */
export function joinCandidates(one: CandidateText, other: CandidateText): CandidateText {
  const goesOn = other.from === one.from + lengthOf(one.text);
  const kept = goesOn ? one.text : [...one.text].slice(0, Math.max(0, other.from - one.from)).join('');
  return { ...other, from: Math.min(one.from, other.from), text: kept + other.text };
}
