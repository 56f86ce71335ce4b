import type { Idea } from '../ideas/idea.js';
import type { IdeaEvent } from './idea-event.js';
import { highestProgress } from './progress.js';

/** What a generation told that became this idea, in brief; nothing where its text was not kept. */
export function replay(idea: Idea): IdeaEvent[] {
  const { id: ideaId, modelUsed, text } = idea;
  if (text === null) return [];
  return [
    { type: 'start', ideaId, modelUsed },
    // Nobody can have seen more progress than this.
    { type: 'text', ideaId, text, progress: highestProgress },
    { type: 'complete', ideaId, idea },
  ];
}
