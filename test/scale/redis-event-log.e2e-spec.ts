import { RedisEventLog } from '@muse/adapters/redis/redis-event-log.js';
import { LogFeed } from '@muse/adapters/redis/log-feed.js';
import { connectRedis } from '@muse/adapters/redis/redis-connection.js';
import type { Redis } from 'ioredis';
import { eventLogSuite } from '../conformance/event-log.js';
import { RedisServer } from '../support/redis-server.js';

/** What every log does, done by one in Redis. */
describe('RedisEventLog', () => {
  let redis: Redis;
  let feed: LogFeed;

  beforeAll(async () => {
    const server = await RedisServer.start();
    redis = connectRedis(server.url, { lost: () => {} });
    feed = new LogFeed(connectRedis(server.url, { lost: () => {} }, { autoResubscribe: false }));
  });

  afterAll(() => {
    redis.disconnect();
    feed.close();
  });

  eventLogSuite(async () => {
    await redis.flushall();
    return new RedisEventLog(redis, feed);
  });
});
