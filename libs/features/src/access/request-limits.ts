import type { RateLimit, RateVerdict } from '@muse/core/access/rate-limit.js';
import type { RateLimiter } from '@muse/core/access/rate-limiter.js';
import { MuseError } from '@muse/core/errors/muse-error.js';

/** How many requests each client may send, however they come. */
export class RequestLimits {
  /** Without a limit everybody may send any number. */
  constructor(
    readonly limit?: RateLimit,
    private readonly limiter?: RateLimiter,
  ) {}

  /** Counts a request of a client. */
  async take(client: string): Promise<RateVerdict | undefined> {
    return this.limiter?.take(client);
  }

  /** @throws MuseError `rate_limited`. */
  async admit(client: string): Promise<void> {
    const verdict = await this.take(client);
    if (verdict?.allowed === false) throw this.refusal(verdict);
  }

  refusal({ secondsToNext }: RateVerdict): MuseError {
    const { requests = 0, seconds = 0 } = this.limit ?? {};
    const detail = `Every client may send ${requests} requests in ${seconds} s. The header Retry-After says when the next may come.`;
    return new MuseError('rate_limited', detail, { retryAfter: Math.max(1, Math.ceil(secondsToNext)) });
  }
}
