import fc from 'fast-check';
import { progressOf } from './progress.js';

const limit = fc.integer({ min: 1, max: 2048 });
const tokens = fc.integer({ min: 0, max: 2048 });

describe('progressOf', () => {
  it('never falls and never reaches 1', () => {
    fc.assert(
      fc.property(limit, tokens, tokens, (maxTokens, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((count) => progressOf(count, maxTokens));
        expect(early).toBeGreaterThanOrEqual(0);
        expect(late).toBeGreaterThanOrEqual(early);
        expect(late).toBeLessThan(1);
      }),
    );
  });

  it('is at least the share of the limit, up to 0.99', () => {
    fc.assert(
      fc.property(limit, tokens, (maxTokens, count) => {
        expect(progressOf(count, maxTokens)).toBeGreaterThanOrEqual(Math.min(0.99, count / maxTokens));
      }),
    );
  });

  it('starts at 0 and ends at 0.99', () => {
    expect(progressOf(0, 400)).toBe(0);
    expect(progressOf(400, 400)).toBe(0.99);
    expect(progressOf(80, 2048)).toBeCloseTo(1 - 1 / Math.E);
  });
});
