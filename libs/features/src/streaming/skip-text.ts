import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { defer, mergeMap, type MonoTypeOperatorFunction } from 'rxjs';
import { lengthOf } from './chunk-cutter.js';

/** Leaves out what a reader has had: so many characters (code points) of the text, and what comes before any text. */
export function skipText(characters: number): MonoTypeOperatorFunction<IdeaEvent> {
  return (source) =>
    defer(() => {
      let left = characters;
      return source.pipe(
        mergeMap((event): IdeaEvent[] => {
          if (event.type === 'queued' || event.type === 'start') return characters > 0 ? [] : [event];
          if (event.type !== 'text' || left === 0) return [event];
          const text = [...event.text].slice(left).join('');
          left = Math.max(0, left - lengthOf(event.text));
          return text === '' ? [] : [{ ...event, text }];
        }),
      );
    });
}
