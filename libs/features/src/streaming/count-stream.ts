import type { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import { concatMap, defer, finalize, type Observable } from 'rxjs';
import type { NumberedEvent } from './to-stream-events.js';

/**
 * Counts a stream from its first event, since a failure before it opens none. Every event leaves after what it means was
 * counted, so that statistics asked for after `complete` show the stream.
 */
export function countStream(streams: StreamStatistics) {
  return (source: Observable<NumberedEvent>): Observable<NumberedEvent> =>
    defer(() => {
      const askedAt = performance.now();
      let opened = false;
      return source.pipe(
        concatMap(async (numbered) => {
          if (!opened) {
            opened = true;
            await streams.opened();
          }
          if (numbered.event.type === 'complete') await streams.finished((performance.now() - askedAt) / 1000);
          return numbered;
        }),
        finalize(() => {
          if (opened) streams.closed();
        }),
      );
    });
}
