import { concatMap, defer, finalize, type MonoTypeOperatorFunction } from 'rxjs';
import type { IdeaEvent } from '../generations/idea-event.js';
import type { StreamStatistics } from './stream-statistics.js';

/**
 * Counts a stream from its first event, since a failure before it opens none. Every event leaves after what it means was
 * counted, so that statistics asked for after `complete` show the stream.
 */
export function countStream(streams: StreamStatistics): MonoTypeOperatorFunction<IdeaEvent> {
  return (source) =>
    defer(() => {
      const askedAt = performance.now();
      let opened = false;
      return source.pipe(
        concatMap(async (event) => {
          if (!opened) {
            opened = true;
            await streams.opened();
          }
          if (event.type === 'complete') await streams.finished((performance.now() - askedAt) / 1000);
          return event;
        }),
        finalize(() => {
          if (opened) streams.closed();
        }),
      );
    });
}
