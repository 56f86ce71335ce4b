import type { ErrorCode } from '../errors/muse-error.js';
import type { Usage } from '../ideas/usage.js';

/** What a candidate is worth, as far as figures can tell: each 0 to 1, larger is better, null where it cannot be told. */
export interface CandidateScores {
  /** How likely its own model holds the text: the geometric mean of the probabilities of its tokens. */
  likelihood: number | null;
  /** The same under another model of the ensemble. */
  crossLikelihood: number | null;
  /** Share of the prompt's content words that it takes up. */
  onTopic: number | null;
  /** How close it is to the usual length of an idea. */
  length: number | null;
  /** How little it repeats itself. */
  nonRepetition: number | null;
  /** How far it is from the ideas that are kept. */
  novelty: number | null;
}

/** A text that was written for an ensemble, and what became of it. */
export interface Candidate {
  /** Its place in the ensemble, from 0. */
  index: number;
  /** Catalog key of the model that wrote it. */
  modelUsed: string;
  /** Whether it was made of the other candidates. */
  fused: boolean;
  seed: number;
  /** Empty where it failed. */
  title: string;
  content: string;
  /** Null where it failed. */
  scores: CandidateScores | null;
  /** The weighted mean of the scores; null where it failed. */
  sum: number | null;
  /** 1 is the winner; null where it failed, and as long as others are being written. */
  rank: number | null;
  /** Why it has its rank, in a sentence; empty as long as it has none. */
  reason: string;
  /** Why it failed; null where it did not. */
  error: { code: ErrorCode; detail: string } | null;
  /** Seconds from the request to its last token, waiting included. */
  generationTime: number;
  usage: Usage;
}
