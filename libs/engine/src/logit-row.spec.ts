import fc from 'fast-check';
import { LogitRow } from './logit-row.js';

/** Few different values, so that equal ones are common, and some that are no numbers. */
const values = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: -9, max: 9 }) },
    { weight: 4, arbitrary: fc.float({ noNaN: true, noDefaultInfinity: true }) },
    fc.constantFrom(-Infinity, Number.NaN),
  ),
  { minLength: 1, maxLength: 3000, size: 'max' },
);

/** The row stands behind others and in front of others. */
function rowOf(own: readonly number[], before = 3): LogitRow {
  const row = new LogitRow(own.length);
  row.look(Float32Array.from([...new Array<number>(before).fill(1e30), ...own, 1e30, 1e30]), before);
  return row;
}

describe('LogitRow', () => {
  it('knows its best logit and the first id that has it', () => {
    fc.assert(
      fc.property(values, fc.nat({ max: 9 }), (own, before) => {
        const numbers = own.map(Math.fround);
        const best = Math.max(-Infinity, ...numbers.filter((value) => !Number.isNaN(value)));
        const row = rowOf(own, before);
        expect(row.best).toBe(best);
        if (best > -Infinity) expect(row.indexOfBest()).toBe(numbers.indexOf(best));
      }),
      { numRuns: 60 },
    );
  });

  it('forgets the row before', () => {
    const row = new LogitRow(2);
    row.look(Float32Array.of(5, 6, 1, 0), 0);
    row.look(Float32Array.of(5, 6, 1, 0), 2);
    expect([row.best, row.indexOfBest()]).toEqual([1, 0]);
  });
});
