import { judge, type RateLimit, type RateVerdict } from '@muse/core/access/rate-limit.js';
import { RateLimiter } from '@muse/core/access/rate-limiter.js';
import type { Redis } from 'ioredis';
import { keyPrefix } from './redis-connection.js';
import { type TakingRedis, withTakeRequest } from './take-request.js';

/**
 * Counts for all processes that share a Redis, by its clock. Who has everything again is forgotten.
 * Where Redis does not answer, each process counts for itself: nobody is refused for that, and nobody may send any number; until
 * Redis is back, a client may send what the limit says to each process.
 */
export class RedisRateLimiter extends RateLimiter {
  private readonly redis: TakingRedis;

  /**
   * @param redis a connection whose commands fail soon, as `connectHastily` makes it
   * @param meanwhile counts where Redis does not answer
   * @param now seconds, for tests; left out, the clock of Redis counts
   */
  constructor(
    redis: Redis,
    private readonly limit: RateLimit,
    private readonly meanwhile: RateLimiter,
    private readonly now?: () => number,
  ) {
    super();
    this.redis = withTakeRequest(redis);
  }

  override async take(client: string): Promise<RateVerdict> {
    try {
      return judge(this.limit, 0, await this.usedBefore(client));
    } catch {
      return this.meanwhile.take(client);
    }
  }

  private async usedBefore(client: string): Promise<number> {
    const { seconds, requests } = this.limit;
    const now = this.now === undefined ? '' : Math.round(this.now() * 1e6);
    return Number(await this.redis.museTakeRequest(`${keyPrefix}rate:${client}`, seconds, requests, now));
  }
}
