import { once } from 'node:events';
import { connectHastily } from '@muse/adapters/redis/hasty-redis.js';
import type { Redis } from 'ioredis';
import type { RedisServer } from './redis-server.js';
import { within } from './wait.js';

const connections = new Set<Redis>();

afterAll(() => {
  for (const connection of connections) connection.disconnect();
  connections.clear();
});

/**
 * A hasty connection that is there, closed after the spec file.
 * @param patience milliseconds; by default none that a slow machine could use up
 */
export async function hastyRedis(server: RedisServer, patience = 60_000): Promise<Redis> {
  const redis = connectHastily(server.url, { lost: () => {} }, patience);
  connections.add(redis);
  await within(once(redis, 'ready'), 'a connection to Redis');
  return redis;
}
