import { MemoryRateLimiter } from '@muse/adapters/rate-limit/memory-rate-limiter.js';
import { RedisRateLimiter } from '@muse/adapters/redis/redis-rate-limiter.js';
import type { RateLimiter } from '@muse/core/access/rate-limiter.js';
import { rateLimiterSuite } from '../conformance/rate-limiter.js';
import { hastyRedis } from '../support/hasty-redis.js';
import { RedisServer } from '../support/redis-server.js';
import { eventually } from '../support/wait.js';

const limit = { requests: 3, seconds: 3600 };

describe('RedisRateLimiter', () => {
  let server: RedisServer;

  beforeAll(async () => {
    server = await RedisServer.start();
  });

  beforeEach(async () => {
    await (await hastyRedis(server)).flushall();
  });

  async function allowed(limiter: RateLimiter, requests: number): Promise<number> {
    let count = 0;
    for (let n = 0; n < requests; n += 1) if ((await limiter.take('anna')).allowed) count += 1;
    return count;
  }

  /** Refuses everybody: who is let through was counted by Redis. */
  const nobody: RateLimiter = { take: () => Promise.reject(new Error('Redis did not answer.')) };

  describe('as every limiter', () => {
    rateLimiterSuite(async (limits, clock) => {
      const redis = await hastyRedis(server);
      await redis.flushall();
      return new RedisRateLimiter(redis, limits, nobody, clock);
    });
  });

  it('counts for several processes together, by the clock of Redis, and forgets who has everything again', async () => {
    const [one, other] = [await hastyRedis(server), await hastyRedis(server)];
    const limiters = [one, other].map((redis) => new RedisRateLimiter(redis, limit, nobody));
    expect(await allowed(limiters[0], 2)).toBe(2);
    expect(await allowed(limiters[1], 2)).toBe(1);
    expect(await one.keys('*')).toEqual(['muse:rate:anna']);
    const life = await one.pttl('muse:rate:anna');
    expect(life).toBeGreaterThan(0);
    expect(life).toBeLessThanOrEqual(3_600_000);
  });

  it('takes nothing away where the clock was set back', async () => {
    let now = 1_764_000_000;
    const limiter = new RedisRateLimiter(await hastyRedis(server), limit, nobody, () => now);
    expect(await allowed(limiter, 1)).toBe(1);
    now -= 100_000;
    expect(await limiter.take('anna')).toMatchObject({ allowed: true, remaining: 1, secondsToReset: 2400 });
  });

  it('counts in this process while Redis stands still, and in Redis when it goes on', async () => {
    const redis = await hastyRedis(server, 250);
    const limiter = new RedisRateLimiter(redis, limit, new MemoryRateLimiter(limit));
    const seen = await hastyRedis(server);
    process.kill(server.pid, 'SIGSTOP');
    expect(await allowed(limiter, 5)).toBe(3);
    process.kill(server.pid, 'SIGCONT');
    const used = await eventually(async () => {
      await limiter.take('ben');
      return (await seen.hget('muse:rate:ben', 'used')) ?? undefined;
    }, 'Redis to count again');
    expect(Number(used)).toBe(1200);
  });

  it('counts in this process where there is no Redis', async () => {
    const own = await RedisServer.start();
    const redis = await hastyRedis(own, 250);
    const limiter = new RedisRateLimiter(redis, limit, new MemoryRateLimiter(limit));
    await own.kill();
    expect(await allowed(limiter, 5)).toBe(3);
  });
});
