import type { Redis } from 'ioredis';
import type { RedisEventLog } from '../redis/redis-event-log.js';
import type { GenerationQueue } from './generation-queue.js';
import type { Leases } from './leases.js';
import { noWorker } from './no-worker.js';
import { workersKey } from './queue-keys.js';

const lookEvery = 1000;
/** Milliseconds for which no worker may be seen; one that Redis has forgotten says in a second that it is there. */
const patience = 3000;

/** Ends what this process reads when there is no worker any more that could write it, whether it waits or was being written. */
export class AbandonedWork {
  private readonly timer = setInterval(() => void this.look().catch(() => undefined), lookEvery).unref();
  /** Since when no worker has been seen, on the clock of `performance.now()`. */
  private aloneSince?: number;
  private isLooking = false;

  constructor(
    private readonly redis: Redis,
    private readonly log: RedisEventLog,
    private readonly queue: GenerationQueue,
    private readonly leases: Leases,
  ) {
    redis.on('close', () => (this.aloneSince = undefined));
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.isLooking || this.redis.status !== 'ready') return;
    this.isLooking = true;
    try {
      if ((await this.redis.exists(workersKey)) === 1) this.aloneSince = undefined;
      else this.aloneSince ??= performance.now();
      if (this.aloneSince === undefined || performance.now() - this.aloneSince < patience) return;
      for (const { id, model } of this.leases.read) await this.end(id, model);
    } finally {
      this.isLooking = false;
    }
  }

  private async end(id: string, model: string): Promise<void> {
    await this.log.end(id, noWorker());
    await this.queue.cancel(id, model);
  }
}
