import fc from 'fast-check';
import { decayedAfterUse, halfLife, preloadStrategies, rank, type ModelHistory } from './preload-strategy.js';

const now = new Date('2026-11-24T12:00:00Z');

function ago(seconds: number): Date {
  return new Date(now.getTime() - seconds * 1000);
}

function history(model: string, usageCount: number, idleSeconds: number, decayedCount = usageCount): ModelHistory {
  return { model, usageCount, totalTime: usageCount, lastUsed: ago(idleSeconds), decayedCount };
}

const histories = fc.uniqueArray(
  fc
    .tuple(
      fc.string({ minLength: 1 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 0, max: 3 }).map((hours) => hours * 3600),
    )
    .map((values) => history(...values)),
  { selector: ({ model }) => model },
);
const strategies = fc.constantFrom(...Object.values(preloadStrategies));

describe('the strategies', () => {
  // a: often, long ago; b: seldom, just now; c: in between, and most of it lately.
  const models = [history('a', 100, 7200, 6), history('b', 4, 1, 4), history('c', 30, 600, 25)];

  it.each([
    ['score', ['c', 'a', 'b']],
    ['lru', ['b', 'c', 'a']],
    ['lfu', ['a', 'c', 'b']],
    ['decay', ['c', 'b', 'a']],
  ] as const)('%s ranks as it says', (name, order) => {
    expect(rank(models, preloadStrategies[name], now)).toEqual(order);
  });

  it('score is the score of the specification', () => {
    expect(preloadStrategies.score(history('a', 10, 1800), now)).toBe(5);
  });

  it('decay halves with every half-life', () => {
    expect(preloadStrategies.decay(history('a', 99, 0, 8), now)).toBe(8);
    expect(preloadStrategies.decay(history('a', 99, halfLife, 8), now)).toBe(4);
    expect(preloadStrategies.decay(history('a', 99, 3 * halfLife, 8), now)).toBe(1);
  });

  it('decay does not grow when the clock was put back', () => {
    expect(preloadStrategies.decay(history('a', 99, -30 * 86_400, 8), now)).toBe(8);
  });
});

describe('decayedAfterUse', () => {
  it('counts the first use as one', () => {
    expect(decayedAfterUse(undefined, now)).toBe(1);
  });

  it('adds one to what is left', () => {
    expect(decayedAfterUse({ decayedCount: 6, lastUsed: ago(halfLife) }, now)).toBe(4);
    expect(decayedAfterUse({ decayedCount: 6, lastUsed: now }, now)).toBe(7);
  });

  it('is the sum of all uses, each faded from its own time', () => {
    const idles = fc.array(fc.integer({ min: 0, max: 86_400 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(idles, (uses) => {
        const times = uses.toSorted((a, b) => b - a).map(ago);
        let before: { decayedCount: number; lastUsed: Date } | undefined;
        for (const at of times) before = { decayedCount: decayedAfterUse(before, at), lastUsed: at };
        const sum = uses.reduce((total, idle) => total + 2 ** (-idle / halfLife), 0);
        expect(preloadStrategies.decay({ ...history('a', 1, 0), ...before }, now)).toBeCloseTo(sum, 9);
      }),
    );
  });
});

describe('rank', () => {
  it('puts equal models in the order of their keys', () => {
    const models = ['b', 'C', 'a', 'a-1'].map((key) => history(key, 3, 60));
    expect(rank(models, preloadStrategies.score, now)).toEqual(['C', 'a', 'a-1', 'b']);
  });

  it('is the same for every order of its input', () => {
    const shuffled = histories.chain((models) =>
      fc.tuple(fc.constant(models), fc.shuffledSubarray(models, { minLength: models.length })),
    );
    fc.assert(
      fc.property(shuffled, strategies, ([models, others], weigh) => {
        expect(rank(others, weigh, now)).toEqual(rank(models, weigh, now));
      }),
    );
  });

  it('names every model once, none before a weightier one, and leaves its input alone', () => {
    fc.assert(
      fc.property(histories, strategies, (models, weigh) => {
        const before = [...models];
        const ranked = rank(models, weigh, now);
        const weights = ranked.map((key) =>
          weigh(
            models.find(({ model }) => model === key)!,
            now,
          ),
        );
        expect(ranked.toSorted()).toEqual(models.map(({ model }) => model).sort());
        expect(weights).toEqual(weights.toSorted((a, b) => b - a));
        expect(models).toEqual(before);
      }),
    );
  });
});
