import type { Idea } from '../ideas/idea.js';

/**
 * What a generation tells, in this order: queued*, start, text*, complete. Before `complete` a `restart` may come at any place;
 * what came before it counts no more, and the same order begins anew. A failure is an error of the Observable.
 */
export type IdeaEvent =
  /** It waits for its model; `position` 1 is next. */
  | { type: 'queued'; ideaId: string; position: number }
  | { type: 'start'; ideaId: string; modelUsed: string }
  /** The texts joined since the last restart are the whole text; `progress` falls at a restart alone. */
  | { type: 'text'; ideaId: string; text: string; progress: number }
  /** Its worker was lost, and another begins anew: the second worker is attempt 2. */
  | { type: 'restart'; ideaId: string; attempt: number }
  | { type: 'complete'; ideaId: string; idea: Idea };
