import { defer, map, type Observable } from 'rxjs';
import type { LoggedEvent } from '../redis/log-entry.js';

/**
 * The events of a log from its beginning, in which every restart has a greater number than the one before. Two count them, and know
 * nothing of each other: the job of an ensemble, whose process may be lost, and the texts that it asks for, whose workers may be.
 * A number that is greater already stays as it was told.
 */
export function risingAttempts<E extends LoggedEvent>(events: Observable<E>): Observable<E> {
  return defer(() => {
    let last = 1;
    return events.pipe(
      map((event) => {
        if (event.type !== 'restart' && event.type !== 'restarted') return event;
        last = Math.max(event.attempt, last + 1);
        return { ...event, attempt: last };
      }),
    );
  });
}
