import { catchError, defer, finalize, from, type Observable, switchMap, tap, throwError } from 'rxjs';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { interrupted } from '../redis/log-reading.js';
import type { LoggedEvent } from '../redis/log-entry.js';
import type { RedisEventLog } from '../redis/redis-event-log.js';
import { type GenerationJob, modelOf } from './generation-job.js';
import type { GenerationQueue } from './generation-queue.js';
import { type Leases, leaseTime } from './leases.js';
import type { QueuePlaces } from './queue-places.js';
import { risingAttempts } from './rising-attempts.js';

export interface QueuedWorkOptions {
  owner?: string;
  /** Seconds that it goes on without a reader. */
  grace?: number;
}

/** Work that workers do: put into the queue, read from its log, and stopped when nobody reads it. */
export class QueuedWork {
  constructor(
    private readonly queue: GenerationQueue,
    private readonly log: RedisEventLog,
    private readonly leases: Leases,
    private readonly places: QueuePlaces,
  ) {}

  /** Cold. Puts a job into the queue, and tells its events. */
  run<E extends LoggedEvent>(
    id: string,
    job: GenerationJob,
    { owner, grace = 0 }: QueuedWorkOptions = {},
  ): Observable<E> {
    return this.held<E>(id, modelOf(job), grace, (isWanted) => {
      const wish = { id, job, owner, grace, reader: this.leases.reader, leased: leaseTime + grace * 1000 };
      return from(this.queue.submit(wish, isWanted)).pipe(
        tap((position) => position > 0 && isWanted() && this.places.watch(id, job, position)),
        switchMap(() => this.log.read(id) as Observable<E>),
        catchError((error: unknown) => throwError(() => (isNotFound(error) ? interrupted() : error))),
      );
    });
  }

  /** Cold. Tells the events of work that was put into the queue before. */
  follow<E extends LoggedEvent>(id: string, model: string, grace: number): Observable<E> {
    return this.held<E>(id, model, grace, () => {
      this.leases.renewNow(id);
      return this.log.read(id) as Observable<E>;
    });
  }

  /** Counts its reader as one of the generation; the last one that leaves before the end stops it. */
  private held<E extends LoggedEvent>(
    id: string,
    model: string,
    grace: number,
    read: (isWanted: () => boolean) => Observable<E>,
  ): Observable<E> {
    return defer(() => {
      let hasEnded = false;
      let isWanted = true;
      const end = (): void => void (hasEnded = true);
      this.leases.enter(id, model, grace);
      return read(() => isWanted).pipe(
        risingAttempts,
        tap({
          next: ({ type }) => type !== 'queued' && this.places.forget(id),
          complete: end,
          error: end,
        }),
        finalize(() => {
          isWanted = false;
          this.places.forget(id);
          this.leave(id, model, hasEnded).catch(() => undefined);
        }),
      );
    });
  }

  private async leave(id: string, model: string, hasEnded: boolean): Promise<void> {
    const stops = await this.leases.leave(id, hasEnded);
    // One that runs is stopped by its worker, which forgets its log, too.
    if (stops && (await this.queue.remove(id, model))) this.log.remove(id);
  }
}

/** Whoever has just begun a log and does not find it has lost it with Redis. */
function isNotFound(error: unknown): boolean {
  return error instanceof MuseError && error.code === 'stream_not_found';
}
