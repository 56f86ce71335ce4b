import type { Idea } from '../ideas/idea.js';
import type { IdeaEvent } from './idea-event.js';
import { highestProgress } from './progress.js';

/** What a generation told that became this idea and wrote this text, in brief. */
export function replay(idea: Idea, text: string): IdeaEvent[] {
  const { id: ideaId, modelUsed } = idea;
  return [
    { type: 'start', ideaId, modelUsed },
    // Nobody can have seen more progress than this.
    { type: 'text', ideaId, text, progress: highestProgress },
    { type: 'complete', ideaId, idea },
  ];
}
