import type { CandidateScores } from '../ensembles/candidate.js';
import type { RatedEnsemble } from '../ideas/rated-ensemble.js';

/** What somebody thought of a text with these scores. */
export interface RankingExample {
  scores: CandidateScores;
  /** 1 to 5. */
  rating: number;
}

/** What can be learned from a rated idea: only its winner was read and rated, and only if its scores are known. */
export function exampleOf({ candidates, rating }: RatedEnsemble): RankingExample[] {
  const winner = candidates.find(({ rank }) => rank === 1);
  const scores = winner?.scores ?? null;
  return scores === null ? [] : [{ scores, rating }];
}
