import { type BatchJob, itemAt } from '@muse/core/batch-jobs/batch-job.js';
import type { JobEvent } from '@muse/core/batch-jobs/job-event.js';
import type { Idea } from '@muse/core/ideas/idea.js';
import { concatMap, type Observable } from 'rxjs';
import type { SseMessage } from '../http/event-stream.js';
import { eventId, readEventId, type StreamMark } from '../streaming/event-id.js';
import { toEndedItem } from './to-batch-job-dto.js';

/** Where a reader of a job's events was: after outcome `seq`, or at the end. Undefined for an id that is none of this job's. */
export function markIn(jobId: string, lastEventId: string | undefined): StreamMark | undefined {
  if (lastEventId === undefined || lastEventId === '') return 0;
  const place = readEventId(lastEventId);
  return place?.id === jobId && place.attempt === 1 ? place.mark : undefined;
}

/**
 * A job's events as they are sent: `batch_item` for an item that has begun or ended, `batch_progress`, and `batch_complete` at
 * the end. The ids count outcomes, so that a reader who comes back misses none and sees none twice.
 */
export function toBatchJobEvents(job: BatchJob, ideasOf: (id: string) => Promise<Idea | undefined>, after: number) {
  let seq = after;
  const message = (data: object, mark: StreamMark = seq): SseMessage => ({
    id: eventId({ id: job.id, attempt: 1, mark }),
    data,
  });
  const toMessage = async (event: JobEvent): Promise<SseMessage> => {
    switch (event.type) {
      case 'running':
        return message({ type: 'batch_item', ...itemAt(job, event.index), state: 'running' });
      case 'outcome': {
        const { outcome } = event;
        seq = outcome.seq;
        const idea = outcome.state === 'done' ? await ideasOf(outcome.ideaId) : undefined;
        const ideas = new Map(idea === undefined ? [] : [[idea.id, idea]]);
        const item: object = toEndedItem(job, outcome, ideas);
        return message({ type: 'batch_item', ...item });
      }
      case 'progress': {
        const { counts } = event;
        return message({ type: 'batch_progress', counts, progress: (counts.done + counts.failed) / counts.total });
      }
      case 'ended':
        return message({ type: 'batch_complete', state: event.status, counts: event.counts }, 'end');
    }
  };
  return (events: Observable<JobEvent>): Observable<SseMessage> => events.pipe(concatMap(toMessage));
}
