import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { firstValueFrom, from, type Observable, toArray } from 'rxjs';
import { aGenerationRequest } from '../../../../test/support/fakes/samples.js';
import type { RedisEventLog } from '../redis/redis-event-log.js';
import type { GenerationJob } from './generation-job.js';
import type { GenerationQueue } from './generation-queue.js';
import type { Leases } from './leases.js';
import type { QueuePlaces } from './queue-places.js';
import { QueuedWork } from './queued-work.js';

const id = 'an-idea';
const job: GenerationJob = { kind: 'idea', request: { ...aGenerationRequest(), ideaId: id, model: 'muse-mini' } };
const restart = (attempt: number): IdeaEvent => ({ type: 'restart', ideaId: id, attempt });

describe('QueuedWork', () => {
  /** What stands in the log. */
  let logged: IdeaEvent[];
  let work: QueuedWork;

  beforeEach(() => {
    const log = { read: () => from(logged) } as unknown as RedisEventLog;
    const queue = { submit: () => Promise.resolve(0) } as unknown as GenerationQueue;
    const leases = { enter: () => {}, renewNow: () => {}, leave: () => Promise.resolve(false) } as unknown as Leases;
    work = new QueuedWork(queue, log, leases, { forget: () => {} } as unknown as QueuePlaces);
  });

  const told = (events: Observable<IdeaEvent>): Promise<IdeaEvent[]> => firstValueFrom(events.pipe(toArray()));

  it('tells restarts whose numbers rise, to who has begun it as to who comes back', async () => {
    // The worker of a fusion is lost, then the process of its ensemble.
    logged = [restart(2), restart(2)];
    expect(await told(work.run(id, job))).toEqual([restart(2), restart(3)]);
    expect(await told(work.follow(id, 'muse-mini', 0))).toEqual([restart(2), restart(3)]);
  });
});
