import type { CandidateScores } from '../ensembles/candidate.js';
import { reasonOf } from './reason.js';
import { scoreNames } from './score-name.js';
import type { RankingWeights } from './weights.js';

/** A candidate as the ranking sees it. */
export interface ScoredCandidate {
  /** Its place in the ensemble. */
  index: number;
  scores: CandidateScores;
}

/** What became of a candidate. */
export interface RankedCandidate {
  index: number;
  /** 1 is the winner. */
  rank: number;
  /** Weighted mean of the scores that it has, 0 to 1. */
  sum: number;
  /** Why it has its rank: a sentence in English. */
  reason: string;
}

/**
 * Ranks candidates by the weighted mean of their scores, the best first; of equals the one of the lower index is better. In which
 * order they come changes nothing, and who is left out changes nothing between the others.
 */
export function rankCandidates(scored: readonly ScoredCandidate[], weights: RankingWeights): RankedCandidate[] {
  const ordered = scored
    .map((candidate) => ({ ...candidate, sum: weightedMean(candidate.scores, weights) }))
    .sort((a, b) => b.sum - a.sum || a.index - b.index);
  return ordered.map(({ index, sum }, place) => ({
    index,
    rank: place + 1,
    sum,
    reason: reasonOf(place, ordered, weights),
  }));
}

/** The mean over the scores that there are; 0 where there is none that counts. What is no number counts as not there. */
export function weightedMean(scores: CandidateScores, weights: RankingWeights): number {
  let sum = 0;
  let total = 0;
  for (const name of scoreNames) {
    const [score, weight] = [scores[name], weights[name]];
    if (score === null || !Number.isFinite(score) || !(weight > 0)) continue;
    sum += weight * score;
    total += weight;
  }
  return total === 0 ? 0 : sum / total;
}
