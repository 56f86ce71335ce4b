import { Redis } from 'ioredis';

/** What a Redis has done since it was started. */
export interface RedisUse {
  /** Commands, those inside scripts among them. */
  commands: number;
  /** Scripts that were called. */
  scripts: number;
}

/** Asks a Redis on a connection for this question alone. */
export async function redisUse(url: string): Promise<RedisUse> {
  const redis = new Redis(url);
  try {
    const stats = await redis.info('commandstats');
    const calls = [...stats.matchAll(/^cmdstat_([^:]+):calls=(\d+)/gm)].map(
      ([, name, count]) => [name, Number(count)] as const,
    );
    // What this very connection says does not count.
    const counted = calls.filter(([name]) => name !== 'info');
    const sum = (list: typeof calls): number => list.reduce((total, [, count]) => total + count, 0);
    return { commands: sum(counted), scripts: sum(counted.filter(([name]) => name.startsWith('eval'))) };
  } finally {
    redis.disconnect();
  }
}
