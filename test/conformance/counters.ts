import type { Counters } from '@muse/core/statistics/counters.js';
import fc from 'fast-check';

/** What every adapter of Counters has to do; `open` gives an empty one. */
export function countersSuite(open: () => Promise<Counters>): void {
  let counters: Counters;

  beforeEach(async () => {
    counters = await open();
  });

  it('begins with nothing', async () => {
    expect(await counters.startingWith('a.')).toEqual(new Map());
  });

  it('finds the counters of a prefix, without it', async () => {
    await counters.add('a.x', 1);
    await counters.add('a.y.z', 2);
    await counters.add('b.x', 4);
    await counters.add('a', 8);
    expect(await counters.startingWith('a.')).toEqual(
      new Map([
        ['x', 1],
        ['y.z', 2],
      ]),
    );
  });

  it('adds up whatever is added at the same time', async () => {
    const amounts = fc.array(fc.record({ name: fc.constantFrom('p', 'q'), amount: fc.integer({ min: -5, max: 5 }) }));
    await fc.assert(
      fc.asyncProperty(amounts, async (additions) => {
        counters = await open();
        await Promise.all(additions.map(({ name, amount }) => counters.add(`c.${name}`, amount)));
        const found = await counters.startingWith('c.');
        for (const name of ['p', 'q']) {
          const own = additions.filter((addition) => addition.name === name);
          expect(found.get(name) ?? 0).toBe(own.reduce((sum, { amount }) => sum + amount, 0));
        }
      }),
      { numRuns: 25 },
    );
  });
}
