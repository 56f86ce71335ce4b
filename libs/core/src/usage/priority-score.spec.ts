import fc from 'fast-check';
import { priorityScore } from './priority-score.js';

const lastUsed = new Date('2026-11-24T12:00:00Z');

function scoreAfter(usageCount: number, seconds: number): number {
  return priorityScore({ usageCount, lastUsed }, new Date(lastUsed.getTime() + seconds * 1000));
}

describe('priority_score = usage_count x max(0.1, 1 - seconds since last_used / 3600)', () => {
  it.each([
    [1, 0, 1],
    [10, 0, 10],
    [10, 900, 7.5],
    [10, 1800, 5],
    [10, 2700, 2.5],
    [10, 3240, 1],
    [10, 3600, 1],
    [10, 86_400, 1],
    [0, 0, 0],
    // A clock that was put back.
    [10, -3600, 10],
  ])('%d uses, %d seconds ago: %d', (usageCount, seconds, score) => {
    expect(scoreAfter(usageCount, seconds)).toBeCloseTo(score, 12);
  });

  it('falls with time, to a tenth of the count and no further', () => {
    const time = fc.integer({ min: 0, max: 100_000 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), time, time, (count, a, b) => {
        const [early, late] = [scoreAfter(count, Math.min(a, b)), scoreAfter(count, Math.max(a, b))];
        expect(late).toBeLessThanOrEqual(early);
        expect(early).toBeLessThanOrEqual(count);
        expect(late).toBeGreaterThanOrEqual(count * 0.1);
      }),
    );
  });

  it('grows in proportion to the count', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 0, max: 10_000 }), (count, seconds) => {
        expect(scoreAfter(count, seconds)).toBeCloseTo(count * scoreAfter(1, seconds), 8);
      }),
    );
  });
});
