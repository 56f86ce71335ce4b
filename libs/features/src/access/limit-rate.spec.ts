import type { RateVerdict } from '@muse/core/access/rate-limit.js';
import { RateLimiter } from '@muse/core/access/rate-limiter.js';
import type { Request, Response } from 'express';
import { turn } from '../../../../test/support/fakes/listen.js';
import { limitRate } from './limit-rate.js';
import { RequestLimits } from './request-limits.js';

/** Answers what the test says. */
class FakeLimiter extends RateLimiter {
  verdict: RateVerdict = { allowed: true, remaining: 5, secondsToReset: 1.2, secondsToNext: 0, wholeAt: 0 };
  failure?: Error;
  asked = 0;

  override take(): Promise<RateVerdict> {
    this.asked += 1;
    return this.failure === undefined ? Promise.resolve(this.verdict) : Promise.reject(this.failure);
  }
}

describe('limitRate', () => {
  const limiter = new FakeLimiter();

  beforeEach(() => {
    Object.assign(limiter, new FakeLimiter());
  });

  async function ask(path: string): Promise<{ headers: Record<string, unknown>; outcome: unknown[] }> {
    const headers: Record<string, unknown> = {};
    const response = { setHeader: (name: string, value: unknown) => (headers[name] = value) } as unknown as Response;
    const next = jest.fn();
    limitRate(new RequestLimits({ requests: 6, seconds: 60 }, limiter))({ path } as Request, response, next);
    await turn();
    expect(next).toHaveBeenCalledTimes(1);
    return { headers, outcome: next.mock.calls[0] as unknown[] };
  }

  it.each(['/health', '/health/live', '/HEALTH/ready', '/metrics', '/docs', '/docs/x.js', '/openapi.json'])(
    'does not count %s',
    async (path) => {
      limiter.verdict = { ...limiter.verdict, allowed: false };
      expect(await ask(path)).toEqual({ headers: {}, outcome: [] });
      expect(limiter.asked).toBe(0);
    },
  );

  it.each(['/', '/api/v1/generate', '/healthy', '//health', '/api/v1/health', '/docsx', '/openapi.json.js'])(
    'counts %s, and says what is left',
    async (path) => {
      expect(await ask(path)).toEqual({
        headers: { 'RateLimit-Policy': '"default";q=6;w=60', RateLimit: '"default";r=5;t=2' },
        outcome: [undefined],
      });
    },
  );

  it.each([
    [0.1, 1],
    [9.5, 10],
  ])('refuses what is too much, and says when to come again: %d s', async (secondsToNext, retryAfter) => {
    limiter.verdict = { allowed: false, remaining: 0, secondsToReset: 59.1, secondsToNext, wholeAt: 0 };
    const { headers, outcome } = await ask('/api/v1/ideas');
    expect(headers.RateLimit).toBe('"default";r=0;t=60');
    expect(outcome[0]).toMatchObject({
      code: 'rate_limited',
      detail: 'Every client may send 6 requests in 60 s. The header Retry-After says when the next may come.',
      retryAfter,
    });
  });

  it('fails where the counts cannot be reached', async () => {
    limiter.failure = new Error('gone');
    expect(await ask('/api/v1/ideas')).toEqual({ headers: {}, outcome: [limiter.failure] });
  });
});
