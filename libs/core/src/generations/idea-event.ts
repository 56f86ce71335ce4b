import type { Idea } from '../ideas/idea.js';

/** What a generation tells, in this order: queued*, start, text*, complete. A failure is an error of the Observable. */
export type IdeaEvent =
  /** It waits for its model; `position` 1 is next. */
  | { type: 'queued'; ideaId: string; position: number }
  | { type: 'start'; ideaId: string; modelUsed: string }
  /** The texts joined are the whole text; `progress` never falls. */
  | { type: 'text'; ideaId: string; text: string; progress: number }
  | { type: 'complete'; ideaId: string; idea: Idea };
