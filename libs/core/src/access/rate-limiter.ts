import type { RateVerdict } from './rate-limit.js';

/** Counts the requests of each client against one limit, wherever the counts are kept. */
export abstract class RateLimiter {
  /** Counts a request where it is allowed; one that is refused costs nothing. */
  abstract take(client: string): Promise<RateVerdict>;
}
