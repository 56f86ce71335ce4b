import type { Idea } from '../ideas/idea.js';
import type { IdeaEvent } from './idea-event.js';
import { highestProgress } from './progress.js';

/** More than any generation has: whoever had some of its text drops that, and hears all of it. */
export const unknownAttempt = 999_999;

/**
 * What a generation told that became this idea and wrote this text, in brief.
 * @param attempt which start wrote it; `unknownAttempt` for who had text of one that nobody knows any more
 */
export function replay(idea: Idea, text: string, attempt = 1): IdeaEvent[] {
  const { id: ideaId, modelUsed } = idea;
  const restart: IdeaEvent = { type: 'restart', ideaId, attempt };
  return [
    ...(attempt > 1 ? [restart] : []),
    { type: 'start', ideaId, modelUsed },
    // Nobody can have seen more progress than this.
    { type: 'text', ideaId, text, progress: highestProgress },
    { type: 'complete', ideaId, idea },
  ];
}
