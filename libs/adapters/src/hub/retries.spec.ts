import { isTemporary, longestWait, pauseAfter, readRetryAfter } from './retries.js';

const now = Date.parse('2026-11-24T12:00:00Z');

describe('retries', () => {
  it.each([
    [408, true],
    [429, true],
    [500, true],
    [503, true],
    [400, false],
    [401, false],
    [404, false],
    [416, false],
  ])('status %i: %s', (status, temporary) => {
    expect(isTemporary(status)).toBe(temporary);
  });

  it.each([
    [null, undefined],
    ['7', 7000],
    ['0', 0],
    ['Tue, 24 Nov 2026 12:00:30 GMT', 30_000],
    ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
  ])('Retry-After %j is %s ms', (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected);
  });

  it('waits twice as long each time, up to half a minute', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 60].map((failed) => pauseAfter(failed))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000,
    ]);
  });

  it('waits as long as the hub asks, within bounds', () => {
    expect(pauseAfter(3, 0)).toBe(0);
    expect(pauseAfter(1, 5000)).toBe(5000);
    expect(pauseAfter(1, 3_600_000)).toBe(longestWait);
  });
});
