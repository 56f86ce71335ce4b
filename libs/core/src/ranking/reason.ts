import type { CandidateScores } from '../ensembles/candidate.js';
import { type ScoreName, scoreNames } from './score-name.js';
import type { RankingWeights } from './weights.js';

/** A candidate whose place is known. */
interface PlacedCandidate {
  index: number;
  scores: CandidateScores;
  sum: number;
}

/** How a sentence names a score. */
const words: Readonly<Record<ScoreName, string>> = {
  likelihood: 'likelihood',
  crossLikelihood: "the other model's likelihood",
  onTopic: 'staying on topic',
  length: 'length',
  nonRepetition: 'not repeating itself',
  novelty: 'novelty',
};

/** As many scores as a sentence can bear. */
const named = 2;

/**
 * Why a candidate has its place: for the winner where it leads the next one most, for the others where they lost most against
 * the winner, both as the weights have it.
 * @param ordered all of them, the best first
 */
export function reasonOf(place: number, ordered: readonly PlacedCandidate[], weights: RankingWeights): string {
  const [winner, second] = ordered;
  if (ordered.length === 1) return 'It is the only candidate.';
  if (place === 0) return `It leads candidate ${second.index} ${leadOf(winner, second, weights)}.`;
  const loser = ordered[place];
  return `It is behind candidate ${winner.index} ${leadOf(winner, loser, weights)}.`;
}

/** Where the better one is ahead, with its score and the other's. */
function leadOf(better: PlacedCandidate, other: PlacedCandidate, weights: RankingWeights): string {
  if (better.sum === other.sum) return 'by its place alone: their scores come to the same';
  const leads = scoreNames
    .map((name) => ({ name, lead: weights[name] * difference(better.scores[name], other.scores[name]) }))
    .filter(({ lead }) => lead > 0)
    // Sorting is stable: of equal leads, the score that is told first.
    .sort((a, b) => b.lead - a.lead)
    .slice(0, named);
  if (leads.length === 0) return `on the whole (${versus(better.sum, other.sum)}), because not both have every score`;
  const parts = leads.map(({ name }) => `${words[name]} (${versus(better.scores[name], other.scores[name])})`);
  return `in ${parts.join(' and ')}`;
}

function difference(a: number | null, b: number | null): number {
  return a === null || b === null || !Number.isFinite(a - b) ? 0 : a - b;
}

function versus(a: number | null, b: number | null): string {
  return [a, b].map((score) => (score ?? 0).toFixed(2)).join(' to ');
}
