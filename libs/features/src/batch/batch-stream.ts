import { randomUUID } from 'node:crypto';
import type { BatchEvent } from '@muse/core/batch/batch-event.js';
import type { BatchMethod } from '@muse/core/batch/batch-plan.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { Observable, Subject, Subscription } from 'rxjs';
import type { SseMessage } from '../http/event-stream.js';
import { logBug } from '../http/log-bug.js';
import type { StreamEvent } from '../streaming/stream-event.dto.js';
import { type StreamOptions, toStreamEvents } from '../streaming/to-stream-events.js';
import type { BatchSummary } from './batch-summary.js';

export interface BatchStreamOptions extends StreamOptions {
  method: BatchMethod;
  summary: BatchSummary;
  /** Seconds since the batch began. */
  elapsed: () => number;
}

/**
 * A batch as one stream: `batch_start`, the events of every item with its `index`, `batch_progress` whenever an item has
 * ended, and `batch_complete` with the whole response. The ids number the events.
 */
export function batchStream({ method, summary, elapsed, ...chunks }: BatchStreamOptions) {
  return (source: Observable<BatchEvent>): Observable<SseMessage> =>
    new Observable((subscriber) => {
      const batchId = randomUUID();
      let sent = 0;
      const send = (data: object): void => subscriber.next({ id: `${batchId}:${sent++}`, data });
      const items = new Map<number, Subject<IdeaEvent>>();
      const subscriptions = new Subscription();

      /** The events of one item, from its first one on. */
      const itemOf = (index: number): Subject<IdeaEvent> => {
        const known = items.get(index);
        if (known !== undefined) return known;
        const events = new Subject<IdeaEvent>();
        items.set(index, events);
        subscriptions.add(
          events.pipe(toStreamEvents(chunks)).subscribe({
            next: ({ event }) => send(inBatch(index, event)),
            // It failed before it began, so it has no idea_id.
            error: (thrown: unknown) => {
              const failure = MuseError.from(thrown);
              logBug(failure, chunks.requestId);
              send({ index, type: 'error', error: failure.detail, code: failure.code });
            },
          }),
        );
        return events;
      };
      const take = (happened: BatchEvent): void => {
        const item = itemOf(happened.item.index);
        if ('failure' in happened) item.error(happened.failure);
        else item.next(happened.event);
        if (summary.add(happened)) send({ type: 'batch_progress', ...summary.progress() });
      };

      send({ type: 'batch_start', batch_id: batchId, method, total: summary.progress().total });
      subscriptions.add(
        source.subscribe({
          next: take,
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            const response: object = summary.response(elapsed());
            send({ type: 'batch_complete', ...response });
            subscriber.complete();
          },
        }),
      );
      return subscriptions;
    });
}

/** An event of one item: `index` is the place of its prompt, so that of a candidate has another name. */
function inBatch(index: number, event: StreamEvent): object {
  if (event.type !== 'candidate' && event.type !== 'candidate_complete') return { index, ...(event as object) };
  const { index: candidateIndex, ...rest } = event;
  return { index, candidate_index: candidateIndex, ...(rest as object) };
}
