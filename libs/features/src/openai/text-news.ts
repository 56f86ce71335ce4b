import { MuseError } from '@muse/core/errors/muse-error.js';
import type { NumberedTextEvent } from '@muse/core/generations/generations.js';
import type { TextEvent } from '@muse/core/models/text-generation.js';
import { defer, mergeMap, type OperatorFunction } from 'rxjs';

/** What OpenAI's formats can tell of one of several texts: they have no word for one that is begun anew. */
export interface TextNews {
  index: number;
  event: TextEvent;
}

/** The news of texts that have all ended: of each only what came since it was begun the last time. */
export function sinceRestart(events: readonly NumberedTextEvent[]): TextNews[] {
  const news = new Map<number, TextNews[]>();
  for (const { index, event } of events) {
    const before = news.get(index);
    if (before === undefined || event.type === 'restarted') news.set(index, []);
    if (event.type !== 'restarted') news.get(index)?.push({ index, event });
  }
  return [...news.values()].flat();
}

/**
 * The news of texts while they are written. That one is begun anew is hidden where nothing of it was sent; where something was,
 * it cannot be taken back, and the texts end with `interrupted`.
 */
export function hideRestarts(): OperatorFunction<NumberedTextEvent, TextNews> {
  return (source) =>
    defer(() => {
      const begun = new Set<number>();
      const written = new Set<number>();
      return source.pipe(
        mergeMap(({ index, event }): TextNews[] => {
          if (event.type === 'restarted') {
            if (written.has(index)) throw interrupted();
            return [];
          }
          if (event.type === 'started') {
            if (begun.has(index)) return [];
            begun.add(index);
          }
          if (event.type === 'text' || event.type === 'finished') written.add(index);
          return [{ index, event }];
        }),
      );
    });
}

function interrupted(): MuseError {
  return new MuseError('interrupted', 'The worker that wrote this text was lost. Ask again.');
}
