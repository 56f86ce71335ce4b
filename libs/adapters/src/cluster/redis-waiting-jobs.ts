import type { Redis } from 'ioredis';
import { WaitingJobs } from '@muse/core/cluster/placement-calls.js';
import { queueKey } from '../queue/queue-keys.js';

/** Counts the jobs in the queues of the models. */
export class RedisWaitingJobs extends WaitingJobs {
  constructor(private readonly redis: Redis) {
    super();
  }

  override async count(models: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const counts = await Promise.all(models.map((model) => this.countOf(model)));
    return new Map(models.map((model, index) => [model, counts[index]] as const).filter(([, jobs]) => jobs > 0));
  }

  private async countOf(model: string): Promise<number> {
    const [plain, prioritized] = await Promise.all([
      this.redis.llen(queueKey(model, 'wait')),
      this.redis.zcard(queueKey(model, 'prioritized')),
    ]);
    return plain + prioritized;
  }
}
