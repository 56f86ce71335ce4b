import type { Redis } from 'ioredis';
import { eventually } from './wait.js';

const queue = 'muse:generations.muse-mini:';

/** Resolves when no worker has a job of the default model: who reads hears of the end a moment before the queue does. */
export function untilNothingRuns(redis: Redis): Promise<true> {
  return eventually(async () => ((await redis.llen(`${queue}active`)) === 0 ? true : undefined), 'the jobs to leave');
}

/** Resolves when no job of the default model waits. */
export function untilNothingWaits(redis: Redis): Promise<true> {
  return eventually(
    async () => ((await redis.zcard(`${queue}prioritized`)) === 0 ? true : undefined),
    'the queue to empty',
  );
}

/** Resolves when so many jobs of the default model wait: what has been asked for is there only when it stands in the queue. */
export function untilWaiting(redis: Redis, count: number): Promise<true> {
  return eventually(
    async () => ((await redis.zcard(`${queue}prioritized`)) === count ? true : undefined),
    `${count} jobs to wait`,
  );
}
