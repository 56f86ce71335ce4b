import type { Idea } from '../ideas/idea.js';
import type { CandidateScores } from './candidate.js';

export interface ScoredText {
  title: string;
  content: string;
  meanLogprob: number | null;
  crossLogprob: number | null;
}

export interface RankedCandidate {
  index: number;
  rank: number;
  sum: number;
  reason: string;
}

export function scoreCandidate(
  text: ScoredText,
  _context: { prompt: string; kept: readonly Idea[] | null },
): CandidateScores {
  const likelihood = text.meanLogprob === null ? null : Math.exp(text.meanLogprob);
  const crossLikelihood = text.crossLogprob === null ? null : Math.exp(text.crossLogprob);
  return { likelihood, crossLikelihood, onTopic: null, length: null, nonRepetition: null, novelty: null };
}

export function rankCandidates(scored: readonly { index: number; scores: CandidateScores }[]): RankedCandidate[] {
  return scored
    .map(({ index, scores }) => ({ index, sum: scores.likelihood ?? 0 }))
    .sort((a, b) => b.sum - a.sum || a.index - b.index)
    .map((each, place) => ({ ...each, rank: place + 1, reason: 'It is the likeliest.' }));
}
