import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { lengthOf } from '@muse/core/generations/length-of.js';
import { replay, unknownAttempt } from '@muse/core/generations/replay.js';
import { defer, mergeMap, type MonoTypeOperatorFunction } from 'rxjs';

/** What a reader has had of a generation. */
export interface TextHad {
  /** How often it had been begun by then. */
  attempt: number;
  /** Characters (code points) of the text of this attempt. */
  characters: number;
}

/**
 * Leaves out what a reader has had: earlier attempts, so many characters of its own, and what comes before any text. An attempt
 * that it knows nothing of begins with its `restart`, and is told from there. Where its own is not told, since the log is gone and
 * an idea does not say how often it was begun, it hears all of it again.
 */
export function skipText({ attempt, characters }: TextHad): MonoTypeOperatorFunction<IdeaEvent> {
  return (source) =>
    defer(() => {
      let told = 1;
      let left = characters;
      const rest = (event: IdeaEvent): IdeaEvent[] => {
        if (event.type === 'restart') told = event.attempt;
        if (event.type === 'complete' && told < attempt) {
          return replay(event.idea, event.idea.text ?? '', unknownAttempt).flatMap(rest);
        }
        if (event.type === 'complete' || told > attempt) return [event];
        if (event.type === 'restart' || told < attempt) return [];
        if (event.type !== 'text') return characters > 0 ? [] : [event];
        if (left === 0) return [event];
        const text = [...event.text].slice(left).join('');
        left = Math.max(0, left - lengthOf(event.text));
        return text === '' ? [] : [{ ...event, text }];
      };
      return source.pipe(mergeMap(rest));
    });
}
