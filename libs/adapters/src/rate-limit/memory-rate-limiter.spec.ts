import { MemoryRateLimiter } from './memory-rate-limiter.js';

describe('MemoryRateLimiter', () => {
  let now: number;
  let limiter: MemoryRateLimiter;

  beforeEach(() => {
    now = 1000;
    limiter = new MemoryRateLimiter({ requests: 2, seconds: 10 }, () => now, 3);
  });

  async function isAllowed(client: string): Promise<boolean> {
    return (await limiter.take(client)).allowed;
  }

  it('counts each client for itself', async () => {
    expect([await isAllowed('a'), await isAllowed('a'), await isAllowed('a')]).toEqual([true, true, false]);
    expect(await isAllowed('b')).toBe(true);
    now += 5;
    expect([await isAllowed('a'), await isAllowed('a')]).toEqual([true, false]);
  });

  it('takes nothing for what it refuses', async () => {
    for (let request = 0; request < 100; request += 1) await limiter.take('a');
    now += 5;
    expect(await isAllowed('a')).toBe(true);
  });

  it('remembers only so many clients: who has not asked for longest is forgotten', async () => {
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
