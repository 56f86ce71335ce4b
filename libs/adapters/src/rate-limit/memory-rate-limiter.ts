import { judge, type RateLimit, type RateVerdict } from '@muse/core/access/rate-limit.js';
import { RateLimiter } from '@muse/core/access/rate-limiter.js';

/** Counts within this process: a number for each client, and only for so many clients. */
export class MemoryRateLimiter extends RateLimiter {
  /** When each client's allowance is whole again; who has asked last stands at the end. */
  private readonly wholeAt = new Map<string, number>();

  /**
   * @param now seconds of a clock that never goes back
   * @param most clients that are remembered: beyond, who has not asked for longest begins anew
   */
  constructor(
    private readonly limit: RateLimit,
    private readonly now: () => number = () => performance.now() / 1000,
    private readonly most = 100_000,
  ) {
    super();
  }

  override take(client: string): Promise<RateVerdict> {
    const verdict = judge(this.limit, this.now(), this.wholeAt.get(client));
    this.wholeAt.delete(client);
    this.wholeAt.set(client, verdict.wholeAt);
    const [oldest] = this.wholeAt.keys();
    if (this.wholeAt.size > this.most) this.wholeAt.delete(oldest);
    return Promise.resolve(verdict);
  }
}
