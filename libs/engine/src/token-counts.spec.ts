import fc from 'fast-check';
import { TokenCounts } from './token-counts.js';

/** Few ids, ids that lie side by side, and the greatest. */
const tokens = fc.array(fc.oneof(fc.nat({ max: 30 }), fc.integer({ min: 150_000, max: 150_040 }), fc.nat()), {
  maxLength: 200,
  size: 'max',
});

describe('TokenCounts', () => {
  it('counts like a Map and lists in the order of the first time', () => {
    fc.assert(
      fc.property(tokens, fc.array(fc.nat({ max: 3 }), { minLength: 200, maxLength: 200 }), (ids, by) => {
        const counts = new TokenCounts(new Set(ids).size);
        const expected = new Map<number, number>();
        ids.forEach((id, i) => {
          counts.add(id, by[i]);
          expected.set(id, (expected.get(id) ?? 0) + by[i]);
        });
        expect(counts.size).toBe(expected.size);
        expect(Array.from({ length: counts.size }, (_, i) => [counts.ids[i], counts.counts[i]])).toEqual([...expected]);
      }),
    );
  });
});
