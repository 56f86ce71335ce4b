import type { TextProfile } from '../diversity/similarity.js';
import type { CandidateScores } from '../ensembles/candidate.js';
import { lengthScore } from './length.js';
import { likelihoodScore } from './likelihood.js';
import { nonRepetitionScore } from './non-repetition.js';
import { noveltyScore } from './novelty.js';
import { onTopicScore } from './on-topic.js';

/** A text that may become an idea. */
export interface ScoredText {
  title: string;
  content: string;
  /** Mean of the natural logarithms of its tokens' probabilities, under its own model and under another; null where unknown. */
  meanLogprob: number | null;
  crossLogprob: number | null;
}

/** What a text is looked at against. */
export interface ScoringContext {
  prompt: string;
  /** What of the ideas that are kept is compared: of title and content. Whoever scores several texts makes them once. */
  kept: readonly TextProfile[];
}

/** Every score of a text, 0 to 1, null where it cannot be told. They depend on what is given here alone, and on no other candidate. */
export function scoreCandidate(text: ScoredText, { prompt, kept }: ScoringContext): CandidateScores {
  const { title, content, meanLogprob, crossLogprob } = text;
  const whole = `${title}\n${content}`;
  return {
    likelihood: likelihoodScore(meanLogprob),
    crossLikelihood: likelihoodScore(crossLogprob),
    onTopic: onTopicScore(whole, prompt),
    length: lengthScore(content),
    nonRepetition: nonRepetitionScore(content),
    novelty: noveltyScore(whole, kept),
  };
}
