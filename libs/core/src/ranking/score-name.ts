import type { CandidateScores } from '../ensembles/candidate.js';

/** A score, as objects name it. */
export type ScoreName = keyof CandidateScores;

/** Every score in the order in which they are told, under the name that settings and answers give it. */
export const scoreKeys = {
  likelihood: 'likelihood',
  crossLikelihood: 'cross_likelihood',
  onTopic: 'on_topic',
  length: 'length',
  nonRepetition: 'non_repetition',
  novelty: 'novelty',
} as const satisfies Record<ScoreName, string>;

/** A score, as settings and answers name it. */
export type ScoreKey = (typeof scoreKeys)[ScoreName];

export const scoreNames = Object.keys(scoreKeys) as ScoreName[];
