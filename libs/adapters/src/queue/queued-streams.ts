import { randomUUID } from 'node:crypto';
import { identity, type Observable } from 'rxjs';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import { GenerationStreams, type StreamOptions } from '@muse/core/generations/generation-streams.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import type { KeptStreams } from '@muse/core/generations/kept-streams.js';
import type { RunningWork } from '@muse/core/generations/running-work.js';
import type { Models } from '@muse/core/models/models.js';
import { countStream } from '@muse/core/statistics/count-stream.js';
import type { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import type { RedisEventLog } from '../redis/redis-event-log.js';
import type { GenerationQueue } from './generation-queue.js';
import { inTime } from './in-time.js';
import { ideaJob } from './queued-generations.js';
import type { QueuedWork } from './queued-work.js';

export interface StreamParts {
  queued: QueuedWork;
  queue: GenerationQueue;
  log: RedisEventLog;
  kept: KeptStreams;
  models: Models;
  work: RunningWork;
  statistics: StreamStatistics;
}

/** Streams that workers write and any process tells. */
export class QueuedStreams extends GenerationStreams {
  constructor(
    private readonly parts: StreamParts,
    /** Seconds that a resumable generation goes on without a reader. */
    private readonly grace: number,
  ) {
    super();
  }

  override begin(request: GenerationRequest, { owner, resumable }: StreamOptions): Observable<IdeaEvent> {
    const { queued, models, work, statistics, kept } = this.parts;
    return work.run(() => {
      const id = randomUUID();
      const options = { owner, grace: resumable ? this.grace : 0 };
      const events = queued.run<IdeaEvent>(id, ideaJob(id, request, models), options);
      return events.pipe(resumable ? kept.noted(id, owner) : identity, countStream(statistics));
    });
  }

  override async follow(id: string, key: string | undefined): Promise<Observable<IdeaEvent>> {
    const { queued, log, kept, work } = this.parts;
    const head = await inTime(log.find(id));
    await kept.check(id, head, key);
    if (head?.model === undefined) return kept.replay(id);
    const { model, grace = 0 } = head;
    return work.run(() => queued.follow<IdeaEvent>(id, model, grace));
  }

  override async cancel(id: string, key: string | undefined): Promise<void> {
    const { queue, log, kept } = this.parts;
    const head = await inTime(log.find(id));
    await kept.check(id, head, key);
    if (head?.model === undefined) return;
    const cancelled = new MuseError('cancelled', 'The generation was cancelled.');
    if (!(await inTime(log.end(id, cancelled)))) return;
    await inTime(queue.cancel(id, head.model));
    kept.forget(id);
  }
}
