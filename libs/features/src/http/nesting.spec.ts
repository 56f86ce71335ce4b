import { isDeeperThan } from './nesting.js';

/** A value within so many lists. */
function within(lists: number): unknown {
  return JSON.parse('['.repeat(lists) + '1' + ']'.repeat(lists));
}

describe('isDeeperThan', () => {
  it.each([undefined, null, 5, 'text', [], {}, [1, 2], { a: 'b' }])('takes %j for one level at most', (value) => {
    expect(isDeeperThan(1, value)).toBe(false);
  });

  it.each([1, 2, 10])('counts %i levels', (levels) => {
    expect(isDeeperThan(levels, within(levels))).toBe(false);
    expect(isDeeperThan(levels, within(levels + 1))).toBe(true);
  });

  it('looks at every field', () => {
    expect(isDeeperThan(2, { a: 1, b: [1, { c: 1 }] })).toBe(true);
    expect(isDeeperThan(3, { a: 1, b: [1, { c: 1 }] })).toBe(false);
  });

  it('needs no stack', () => {
    expect(isDeeperThan(10, within(100_000))).toBe(true);
    expect(isDeeperThan(200_000, within(100_000))).toBe(false);
  });
});
