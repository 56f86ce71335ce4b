import { QueueKeys } from 'bullmq';
import type { Redis } from 'ioredis';
import { WaitingJobs } from '@muse/core/cluster/placement-calls.js';
import { generationsOf, queuePrefix } from './queue-names.js';

/** Counts the jobs in the queues of the models. */
export class RedisWaitingJobs extends WaitingJobs {
  private readonly keys = new QueueKeys(queuePrefix);

  constructor(private readonly redis: Redis) {
    super();
  }

  override async count(models: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const counts = await Promise.all(models.map((model) => this.countOf(generationsOf(model))));
    return new Map(models.map((model, index) => [model, counts[index]] as const).filter(([, jobs]) => jobs > 0));
  }

  private async countOf(queue: string): Promise<number> {
    const [plain, prioritized] = await Promise.all([
      this.redis.llen(this.keys.toKey(queue, 'wait')),
      this.redis.zcard(this.keys.toKey(queue, 'prioritized')),
    ]);
    return plain + prioritized;
  }
}
