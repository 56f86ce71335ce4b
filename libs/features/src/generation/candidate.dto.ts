import type { Candidate, CandidateScores } from '@muse/core/ensembles/candidate.js';
import type { ErrorCode } from '@muse/core/errors/muse-error.js';
import { toUsageDto, type UsageDto } from './usage.dto.js';

/** What a candidate is worth, as far as figures can tell: each 0 to 1, larger is better, null where it cannot be told. */
export class CandidateScoresDto {
  /** How likely its own model holds the text: the geometric mean of the probabilities of its tokens. */
  likelihood: number | null;
  /** The same under another model of the ensemble. */
  cross_likelihood: number | null;
  /** Share of the prompt's content words that it takes up. */
  on_topic: number | null;
  /** How close it is to the usual length of an idea. */
  length: number | null;
  /** How little it repeats itself. */
  non_repetition: number | null;
  /** How far it is from the ideas that are kept. */
  novelty: number | null;
}

/** Why a candidate failed. */
export class CandidateFailureDto {
  code: ErrorCode;
  detail: string;
}

/** A text that was written for an ensemble, and what became of it. */
export class CandidateDto {
  /** Its place in the ensemble, from 0. */
  index: number;
  /**
   * Key of the model that wrote it.
   * @example muse-mini
   */
  model_used: string;
  /** Whether it was made of the other candidates. */
  fused: boolean;
  seed: number;
  /** Empty where it failed. */
  title: string;
  content: string;
  /** Null where it failed. */
  scores: CandidateScoresDto | null;
  /** The weighted mean of the scores; null where it failed. */
  sum: number | null;
  /** 1 is the winner; null where it failed, and as long as others are being written. */
  rank: number | null;
  /** Why it has its rank, in a sentence; empty as long as it has none. */
  reason: string;
  /** Why it failed; null where it did not. */
  error: CandidateFailureDto | null;
  /** Seconds from the request to its last token, waiting included. */
  generation_time: number;
  usage: UsageDto;
}

export function toCandidateDto(candidate: Candidate): CandidateDto {
  const { index, modelUsed, fused, seed, title, content, scores, sum, rank, reason, error } = candidate;
  return {
    index,
    model_used: modelUsed,
    fused,
    seed,
    title,
    content,
    scores: scores === null ? null : toScoresDto(scores),
    sum,
    rank,
    reason,
    error,
    generation_time: candidate.generationTime,
    usage: toUsageDto(candidate.usage),
  };
}

function toScoresDto(scores: CandidateScores): CandidateScoresDto {
  return {
    likelihood: scores.likelihood,
    cross_likelihood: scores.crossLikelihood,
    on_topic: scores.onTopic,
    length: scores.length,
    non_repetition: scores.nonRepetition,
    novelty: scores.novelty,
  };
}
