import type { RankingFigures } from '@muse/core/ranking/ranking-knowledge.js';
import { scoreMeanings } from '@muse/core/ranking/score-meanings.js';
import { type ScoreKey, scoreKeys, scoreNames } from '@muse/core/ranking/score-name.js';
import type { RankingWeights } from '@muse/core/ranking/weights.js';

/** How much each score counts: 0, nothing. A candidate's sum is the weighted mean of the scores that it has. */
export class RankingWeightsDto {
  likelihood: number;
  cross_likelihood: number;
  /** @example 2 */
  on_topic: number;
  length: number;
  non_repetition: number;
  novelty: number;
}

/** What a score is a figure for, and what it cannot tell. */
export class ScoreMeaningDto {
  name: ScoreKey;
  measures: string;
  blind_to: string;
}

/** What candidates are ranked by. */
export class RankingDto {
  /** The weights of the configuration. */
  configured: RankingWeightsDto;
  /** The weights that explain the ratings best; null while there are fewer than `min_ratings`, or nothing shall be learned. */
  learned: RankingWeightsDto | null;
  /** How much of the learned weights is used, 0 to 1: more with every rating, and only as far as the scores explain the ratings. */
  trust: number;
  /** The weights that rank now: the configured ones, moved by `trust` towards the learned ones. */
  used: RankingWeightsDto;
  /** Rated ideas that ensembles made, of the newest 1,000. */
  ratings: number;
  /** Ratings from which on they are used; 0: never. */
  min_ratings: number;
  scores: ScoreMeaningDto[];
}

export function toRankingDto(figures: RankingFigures): RankingDto {
  const { configured, learned, trust, used, ratings, minRatings } = figures;
  return {
    configured: toWeightsDto(configured),
    learned: learned === null ? null : toWeightsDto(learned),
    trust,
    used: toWeightsDto(used),
    ratings,
    min_ratings: minRatings,
    scores: scoreNames.map((name) => {
      const { measures, blindTo } = scoreMeanings[name];
      return { name: scoreKeys[name], measures, blind_to: blindTo };
    }),
  };
}

function toWeightsDto(weights: RankingWeights): RankingWeightsDto {
  return {
    likelihood: weights.likelihood,
    cross_likelihood: weights.crossLikelihood,
    on_topic: weights.onTopic,
    length: weights.length,
    non_repetition: weights.nonRepetition,
    novelty: weights.novelty,
  };
}
