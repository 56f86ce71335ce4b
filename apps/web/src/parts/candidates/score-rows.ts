import type { CandidateScores } from '@creative-muse/client';

export type ScoreName = keyof CandidateScores;

/** What is seen in the text comes first, what models and other ideas say of it after that. */
export const scoreOrder: readonly ScoreName[] = [
  'on_topic',
  'length',
  'non_repetition',
  'novelty',
  'likelihood',
  'cross_likelihood',
];

/** The scores that there are, in the order in which they are shown; what could not be told is left out. */
export function scoreRows(scores: CandidateScores): [name: ScoreName, score: number][] {
  return scoreOrder.flatMap((name): [ScoreName, number][] => {
    const score = scores[name];
    return score === null ? [] : [[name, score]];
  });
}
