import fc from 'fast-check';
import { judge, parseRateLimit, type RateLimit } from './rate-limit.js';

describe('parseRateLimit', () => {
  it.each<[string, RateLimit]>([
    ['600/1m', { requests: 600, seconds: 60 }],
    ['1/1s', { requests: 1, seconds: 1 }],
    ['9999999/24h', { requests: 9_999_999, seconds: 86_400 }],
    ['10/90s', { requests: 10, seconds: 90 }],
  ])('reads %s', (text, limit) => {
    expect(parseRateLimit(text)).toEqual(limit);
  });

  it.each([
    '',
    '600',
    '600/m',
    '0/1m',
    '1/0s',
    '1/25h',
    '1/1d',
    '1.5/1m',
    '-1/1m',
    '10000000/1m',
    '1/1m ',
    '1/1m/1m',
    '1e3/1m',
  ])('does not understand "%s"', (text) => {
    expect(parseRateLimit(text)).toBeUndefined();
  });
});

describe('judge', () => {
  const limit: RateLimit = { requests: 3, seconds: 60 };

  it('lets all through at once that a period allows, and then one for each share of it', () => {
    let wholeAt: number | undefined;
    const ask = (now: number): (boolean | number)[] => {
      const verdict = judge(limit, now, wholeAt);
      ({ wholeAt } = verdict);
      return [verdict.allowed, verdict.remaining, verdict.secondsToReset, verdict.secondsToNext];
    };
    expect(ask(1000)).toEqual([true, 2, 20, 0]);
    expect(ask(1000)).toEqual([true, 1, 40, 0]);
    expect(ask(1000)).toEqual([true, 0, 60, 20]);
    expect(ask(1000)).toEqual([false, 0, 60, 20]);
    expect(ask(1019)).toEqual([false, 0, 41, 1]);
    expect(ask(1020)).toEqual([true, 0, 60, 20]);
    expect(ask(1020)).toEqual([false, 0, 60, 20]);
    // Who waits for a period has everything again, and no more.
    expect(ask(5000)).toEqual([true, 2, 20, 0]);
  });

  it('lets no more than two periods through in any period, and whoever comes when it was told to', () => {
    const shape = fc.record({ requests: fc.integer({ min: 1, max: 50 }), seconds: fc.integer({ min: 1, max: 3600 }) });
    const waits = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 100 });
    fc.assert(
      fc.property(shape, waits, ({ requests, seconds }, all) => {
        const allowedAt: number[] = [];
        let wholeAt: number | undefined;
        let now = 0;
        for (const wait of all) {
          now += wait;
          const verdict = judge({ requests, seconds }, now, wholeAt);
          ({ wholeAt } = verdict);
          if (verdict.allowed) allowedAt.push(now);
          else expect(judge({ requests, seconds }, now + verdict.secondsToNext, wholeAt).allowed).toBe(true);
          expect(verdict.remaining).toBeGreaterThanOrEqual(0);
          expect(verdict.remaining).toBeLessThan(requests);
        }
        for (const start of allowedAt) {
          const within = allowedAt.filter((at) => at >= start && at < start + seconds);
          expect(within.length).toBeLessThanOrEqual(2 * requests);
        }
      }),
    );
  });
});
