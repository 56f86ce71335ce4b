import { type JobSignal, JobSignals } from '@muse/core/batch-jobs/job-signals.js';
import type { Redis } from 'ioredis';
import { filter, fromEvent, map, type Observable, share } from 'rxjs';
import { keyPrefix } from '../redis/redis-connection.js';

const channel = `${keyPrefix}batches:signals`;

/** Signals over a channel of Redis. */
export class RedisJobSignals extends JobSignals {
  override readonly heard: Observable<JobSignal>;

  constructor(
    private readonly redis: Redis,
    /** A connection that only listens. */
    listening: Redis,
  ) {
    super();
    // Without an answer it listens again when the connection is there again.
    listening.subscribe(channel).catch(() => undefined);
    this.heard = fromEvent(listening, 'message', (from: string, text: string) => ({ from, text })).pipe(
      filter(({ from }) => from === channel),
      map(({ text }) => JSON.parse(text) as JobSignal),
      share(),
    );
  }

  override tell(signal: JobSignal): void {
    this.redis.publish(channel, JSON.stringify(signal)).catch(() => undefined);
  }
}
