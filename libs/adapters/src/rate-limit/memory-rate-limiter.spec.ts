import { rateLimiterSuite } from '../../../../test/conformance/rate-limiter.js';
import { MemoryRateLimiter } from './memory-rate-limiter.js';

describe('MemoryRateLimiter', () => {
  rateLimiterSuite(async (limit, clock) => new MemoryRateLimiter(limit, clock));

  it('remembers only so many clients: who has not asked for longest is forgotten', async () => {
    const limiter = new MemoryRateLimiter({ requests: 2, seconds: 10 }, () => 1000, 3);
    const isAllowed = async (client: string): Promise<boolean> => (await limiter.take(client)).allowed;
    const limited = async (client: string): Promise<void> => {
      await limiter.take(client);
      await limiter.take(client);
    };
    for (const client of ['a', 'b', 'c']) await limited(client);
    expect(await isAllowed('a')).toBe(false);
    await limited('d');
    expect([await isAllowed('a'), await isAllowed('c'), await isAllowed('d')]).toEqual([false, false, false]);
    expect(await isAllowed('b')).toBe(true);
  });
});
