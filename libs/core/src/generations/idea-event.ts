import type { Candidate } from '../ensembles/candidate.js';
import type { Idea } from '../ideas/idea.js';

/**
 * The text of a candidate from character (code point) `from` on: what was told of it from there on counts no more, so that a
 * reader may hear it twice. `progress` is that of the whole ensemble.
 */
export interface CandidateText {
  type: 'candidate';
  ideaId: string;
  index: number;
  modelUsed: string;
  from: number;
  text: string;
  progress: number;
}

/**
 * What a generation tells, in this order: queued*, start, text*, complete; an ensemble tells of its candidates before `start`,
 * in any order, and the text is that of the winner. Before `complete` a `restart` may come at any place;
 * what came before it counts no more, and the same order begins anew. A failure is an error of the Observable.
 */
export type IdeaEvent =
  /** It waits for its model; `position` 1 is next. */
  | { type: 'queued'; ideaId: string; position: number }
  | CandidateText
  /** A candidate has ended, written or failed; its rank is not known yet. */
  | { type: 'candidate_done'; ideaId: string; index: number; candidate: Candidate; progress: number }
  | { type: 'start'; ideaId: string; modelUsed: string }
  /** The texts joined since the last restart are the whole text; `progress` falls at a restart alone. */
  | { type: 'text'; ideaId: string; text: string; progress: number }
  /** Its worker was lost, and another begins anew: the second worker is attempt 2. */
  | { type: 'restart'; ideaId: string; attempt: number }
  | { type: 'complete'; ideaId: string; idea: Idea };
