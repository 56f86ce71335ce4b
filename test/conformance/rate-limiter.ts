import type { RateLimit } from '@muse/core/access/rate-limit.js';
import type { RateLimiter } from '@muse/core/access/rate-limiter.js';

/** A clock that stands still unless the suite moves it, in seconds. */
export type Clock = () => number;

/** What every adapter of RateLimiter has to do; `open` gives one that knows no client. */
export function rateLimiterSuite(open: (limit: RateLimit, clock: Clock) => Promise<RateLimiter>): void {
  // An hour of real time never passes within a test: what is kept for that long is kept.
  const limit: RateLimit = { requests: 2, seconds: 3600 };
  let now: number;
  let limiter: RateLimiter;

  beforeEach(async () => {
    now = 1_764_000_000;
    limiter = await open(limit, () => now);
  });

  async function isAllowed(client: string): Promise<boolean> {
    return (await limiter.take(client)).allowed;
  }

  it('counts each client for itself', async () => {
    expect([await isAllowed('a'), await isAllowed('a'), await isAllowed('a')]).toEqual([true, true, false]);
    expect(await isAllowed('b')).toBe(true);
    now += 1800;
    expect([await isAllowed('a'), await isAllowed('a')]).toEqual([true, false]);
  });

  it('says what is left, and when more is', async () => {
    const told = async (): Promise<unknown[]> => {
      const { allowed, remaining, secondsToReset, secondsToNext } = await limiter.take('a');
      return [allowed, remaining, secondsToReset, secondsToNext];
    };
    expect(await told()).toEqual([true, 1, 1800, 0]);
    now += 800;
    expect(await told()).toEqual([true, 0, 2800, 1000]);
    now += 999;
    expect(await told()).toEqual([false, 0, 1801, 1]);
    now += 1;
    expect(await told()).toEqual([true, 0, 3600, 1800]);
    // Who waits for a period has everything again, and no more.
    now += 7200;
    expect(await told()).toEqual([true, 1, 1800, 0]);
  });

  it('takes nothing for what it refuses', async () => {
    for (let request = 0; request < 100; request += 1) await limiter.take('a');
    now += 1800;
    expect(await isAllowed('a')).toBe(true);
  });

  it('lets exactly as many through as are allowed, however they come together', async () => {
    for (const [requests, seconds] of [
      [7, 3600],
      [600, 3600],
    ]) {
      limiter = await open({ requests, seconds }, () => now);
      const answers = await Promise.all(Array.from({ length: requests + 50 }, () => isAllowed('a')));
      expect(answers.filter((allowed) => allowed)).toHaveLength(requests);
    }
  });
}
