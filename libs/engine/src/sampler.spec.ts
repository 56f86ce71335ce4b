import fc from 'fast-check';
import { LogitBias } from './logit-bias.js';
import type { LogitChange } from './logit-change.js';
import { Penalties } from './penalties.js';
import { Random } from './random.js';
import { Sampler, type Sampling } from './sampler.js';

const size = 24;
const logitsOf = (values: readonly number[]): Float32Array => Float32Array.from(values);
const randomLogits = fc
  .array(fc.float({ min: -8, max: 8, noNaN: true }), { minLength: size, maxLength: size })
  .map(logitsOf);
const temperatures = fc.constantFrom(0.1, 0.37, 0.7, 1, 1.5, 2);

function sampling(fields: Partial<Sampling> = {}): Sampling {
  return { temperature: 1, topK: 0, topP: 1, random: new Random(1), ...fields };
}

/** A generator that gives one number only. */
function fixed(value: number): Random {
  return { next: () => value } as Random;
}

/** Every token that can be drawn: the number swept finely from 0 to 1. */
function reachable(logits: Float32Array, fields: Partial<Sampling>, steps = 4000): Set<number> {
  const sampler = new Sampler(logits.length);
  const drawn = new Set<number>();
  for (let i = 0; i < steps; i += 1) {
    drawn.add(sampler.sample(logits, 0, sampling({ ...fields, random: fixed(i / steps) })));
  }
  return drawn;
}

/** The probabilities by the book: temperature, then min_p, top_k and top_p, then normalised. */
function naive(logits: Float32Array, temperature: number, topK: number, topP: number, minP = 0): Map<number, number> {
  const best = Math.max(...logits);
  let tokens = [...logits].map((logit, id) => ({ id, weight: Math.exp((logit - best) / temperature) }));
  tokens.sort((a, b) => logits[b.id] - logits[a.id] || a.id - b.id);
  tokens = tokens.filter(({ weight }) => weight > 0 && weight >= minP);
  if (topK > 0) tokens = tokens.slice(0, topK);
  const total = tokens.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  const cut = tokens.findIndex(({ weight }) => (sum += weight) >= topP * total);
  const kept = topP < 1 && cut >= 0 ? tokens.slice(0, cut + 1) : tokens;
  const mass = kept.reduce((weights, { weight }) => weights + weight, 0);
  return new Map(kept.map(({ id, weight }) => [id, weight / mass]));
}

/** Whether a top_p or min_p falls so near the edge between two sets that rounding may decide. */
function isOnTheEdge(logits: Float32Array, temperature: number, topK: number, topP: number, minP = 0): boolean {
  const sizes = [-1e-9, 1e-9].flatMap((p) =>
    [1 - 1e-9, 1 + 1e-9].map((m) => naive(logits, temperature, topK, topP + p, minP * m).size),
  );
  return new Set(sizes).size > 1;
}

/** Wrong tokens at chances just inside the beginning and the end of each token's share of [0, 1), in the sampler's order. */
function wrongDraws(logits: Float32Array, fields: Partial<Sampling>, shares: Iterable<[number, number]>): unknown[] {
  const sampler = new Sampler(logits.length);
  const wrong: unknown[] = [];
  // Of very many, some forty, the first and the last ones among them.
  const all = [...shares];
  const stride = Math.ceil(all.length / 40);
  let sum = 0;
  for (const [i, [id, probability]] of all.entries()) {
    const isTried = probability > 1e-6 && (i % stride === 0 || i > all.length - 3);
    for (const share of isTried ? [0.01, 0.99] : []) {
      const token = sampler.sample(logits, 0, sampling({ ...fields, random: fixed(sum + probability * share) }));
      if (token !== id) wrong.push({ id, token, share });
    }
    sum += probability;
  }
  return wrong;
}

describe('Sampler', () => {
  describe('greedy', () => {
    it('takes the likeliest token, the first of equals', () => {
      fc.assert(
        fc.property(randomLogits, (logits) => {
          const likeliest = logits.indexOf(Math.max(...logits));
          const sampler = new Sampler(size);
          expect(sampler.sample(logits, 0, sampling({ temperature: 0 }))).toBe(likeliest);
          expect(sampler.sample(logits, 0, sampling({ temperature: 2, topK: 1 }))).toBe(likeliest);
          expect(sampler.sample(logits, 0, sampling({ temperature: 2, topP: 1e-6 }))).toBe(likeliest);
        }),
      );
    });

    it('reads the row at its offset', () => {
      const rows = logitsOf([9, 0, 0, 0, 0, 3, 1, 7, 2]);
      const sampler = new Sampler(3);
      expect([0, 3, 6].map((offset) => sampler.sample(rows, offset, sampling({ temperature: 0 })))).toEqual([0, 2, 1]);
      const drawn = [0, 3, 6].map((offset) =>
        sampler.sample(rows, offset, sampling({ temperature: 0.1, topP: 0.5, random: fixed(0.5) })),
      );
      expect(drawn).toEqual([0, 2, 1]);
    });
  });

  describe('top_k', () => {
    it('draws from the k likeliest tokens and no other', () => {
      fc.assert(
        fc.property(randomLogits, fc.integer({ min: 2, max: size - 1 }), (logits, topK) => {
          // A high temperature makes every one of them likely enough to be met.
          const expected = [...naive(logits, 1, topK, 1).keys()].sort((a, b) => a - b);
          expect([...reachable(logits, { topK, temperature: 50 }, 1000)].sort((a, b) => a - b)).toEqual(expected);
        }),
        { numRuns: 30 },
      );
    });

    it.each([0, 3, 4, 1000])('keeps all three tokens for %i', (topK) => {
      expect(reachable(logitsOf([0, 0, 0]), { topK }, 100)).toEqual(new Set([0, 1, 2]));
    });
  });

  describe('top_p', () => {
    const topPs = fc.double({ min: 0.01, max: 0.99, noNaN: true });

    it('draws from exactly the smallest set that reaches it, with its probabilities', () => {
      fc.assert(
        fc.property(
          randomLogits,
          temperatures,
          topPs,
          fc.constantFrom(0, 2, 5, 12),
          (logits, temperature, topP, topK) => {
            fc.pre(!isOnTheEdge(logits, temperature, topK, topP));
            const expected = naive(logits, temperature, topK, topP);
            expect(wrongDraws(logits, { temperature, topK, topP }, expected)).toEqual([]);
            const sampler = new Sampler(size);
            const last = sampler.sample(logits, 0, sampling({ temperature, topK, topP, random: fixed(1 - 2 ** -32) }));
            expect(expected.has(last)).toBe(true);
          },
        ),
        { numRuns: 300 },
      );
    });

    it('keeps the token that reaches it exactly', () => {
      const logits = logitsOf([Math.log(0.5), Math.log(0.25), Math.log(0.125), Math.log(0.125)]);
      expect(reachable(logits, { topP: 0.49 })).toEqual(new Set([0]));
      expect(reachable(logits, { topP: 0.51 })).toEqual(new Set([0, 1]));
      expect(reachable(logits, { topP: 0.76 })).toEqual(new Set([0, 1, 2]));
      expect(reachable(logits, { topP: 1 })).toEqual(new Set([0, 1, 2, 3]));
    });

    it('works where everything is equally likely', () => {
      const flat = new Float32Array(100);
      expect(reachable(flat, { topP: 0.501 }, 500).size).toBe(51);
    });

    it('works where one token is out of reach of all others', () => {
      const steep = logitsOf([0, 500, 0, -500]);
      expect(reachable(steep, { topP: 0.999999, temperature: 0.5 }, 100)).toEqual(new Set([1]));
    });

    it('works with tokens that are forbidden', () => {
      const logits = logitsOf([-Infinity, 0, -Infinity, 0]);
      expect(reachable(logits, { topP: 0.99 })).toEqual(new Set([1, 3]));
      expect(reachable(logits, {})).toEqual(new Set([1, 3]));
    });
  });

  describe('min_p', () => {
    it('keeps the tokens with that share of the likeliest, no other', () => {
      const logits = logitsOf([0.5, 0.25, 0.125, 0.0625, 0.0625].map(Math.log));
      expect(reachable(logits, { minP: 0.49 })).toEqual(new Set([0, 1]));
      expect(reachable(logits, { minP: 0.24 })).toEqual(new Set([0, 1, 2]));
      expect(reachable(logits, { minP: 0 })).toEqual(new Set([0, 1, 2, 3, 4]));
      expect(reachable(logits, { minP: 1 })).toEqual(new Set([0]));
    });

    it('comes before top_p, which is a share of what it left', () => {
      // Of 8 : 4 : 2 : 1 : 1 it leaves 8 : 4, of which the first alone has two thirds.
      const logits = logitsOf([0.5, 0.25, 0.125, 0.0625, 0.0625].map(Math.log));
      expect(reachable(logits, { minP: 0.49, topP: 0.66 })).toEqual(new Set([0]));
      expect(reachable(logits, { minP: 0.49, topP: 0.66, topK: 4 })).toEqual(new Set([0]));
      expect(reachable(logits, { topP: 0.66 })).toEqual(new Set([0, 1]));
    });

    it('measures after the temperature', () => {
      const logits = logitsOf([0, -1]);
      expect(reachable(logits, { minP: 0.5 })).toEqual(new Set([0]));
      expect(reachable(logits, { minP: 0.5, temperature: 2 })).toEqual(new Set([0, 1]));
    });
  });

  describe('a vocabulary of several blocks', () => {
    /** Logits in steps, so that equal ones are common; every tenth token is forbidden. */
    const rows = fc
      .tuple(fc.integer({ min: 100, max: 2500 }), fc.integer({ min: 1, max: 12 }), fc.nat())
      .map(([length, spread, seed]) => {
        const random = new Random(seed);
        const gauss = (): number => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(6.283 * random.next());
        return Float32Array.from({ length }, () =>
          random.next() < 0.1 ? -Infinity : Math.max(-40, Math.round(gauss() * spread)) / 4,
        );
      });
    const cuts = fc.record({
      temperature: temperatures,
      topK: fc.constantFrom(0, 0, 2, 10, 99),
      topP: fc.oneof(fc.constant(1), fc.double({ min: 0.01, max: 0.99, noNaN: true })),
      minP: fc.oneof(fc.constant(0), fc.double({ min: 1e-6, max: 0.9, noNaN: true })),
    });

    it('is cut like the reference cuts it, whatever the cuts', () => {
      fc.assert(
        fc.property(rows, cuts, (logits, cut) => {
          const { temperature, topK, topP, minP } = cut;
          fc.pre(!isOnTheEdge(logits, temperature, topK, topP, minP));
          const expected = naive(logits, temperature, topK, topP, minP);
          // What is not cut by rank or share is not ordered by it.
          const inOrder = topK === 0 && topP === 1 ? [...expected].sort(([a], [b]) => a - b) : [...expected];
          expect(wrongDraws(logits, cut, inOrder)).toEqual([]);
        }),
        { numRuns: 200 },
      );
    });

    it('never draws what is forbidden or no number', () => {
      fc.assert(
        fc.property(
          rows,
          cuts,
          fc.nat({ max: 99 }),
          fc.double({ min: 0, max: 1 - 2 ** -32, noNaN: true }),
          (logits, cut, at, chance) => {
            logits[at] = Number.NaN;
            fc.pre(logits.some(Number.isFinite));
            const sampler = new Sampler(logits.length);
            expect(logits[sampler.sample(logits, 0, sampling({ ...cut, random: fixed(chance) }))]).toBeGreaterThan(-11);
            expect(logits[sampler.sample(logits, 0, sampling({ temperature: 0 }))]).toBeGreaterThan(-11);
          },
        ),
      );
    });
  });

  describe('no choice', () => {
    it.each([
      ['NaN', [Number.NaN, Number.NaN, Number.NaN]],
      ['-Infinity', [-Infinity, -Infinity, Number.NaN]],
      ['Infinity', [0, Infinity, 0]],
    ])('raises where the best is %s', (_, values) => {
      for (const fields of [{ temperature: 0 }, { topK: 2 }, { topP: 0.5 }, {}]) {
        expect(() => new Sampler(3).sample(logitsOf(values), 0, sampling(fields))).toThrow('No token can be chosen');
      }
    });

    it('raises where a change forbids everything, and leaves the logits as they are', () => {
      const logits = logitsOf([1, 2]);
      const changes = [new LogitBias({ 0: -Infinity, 1: -Infinity })];
      expect(() => new Sampler(2).sample(logits, 0, sampling({ changes }))).toThrow('No token can be chosen');
      expect([...logits]).toEqual([1, 2]);
    });
  });

  describe('changes', () => {
    /** Notes what happens to it, and adds to one logit. */
    class Noted implements LogitChange {
      constructor(
        private readonly name: string,
        private readonly log: string[],
        private readonly by: (logit: number) => number,
      ) {}
      private saved = 0;
      apply(logits: Float32Array, offset: number): void {
        this.log.push(`apply ${this.name}`);
        this.saved = logits[offset];
        logits[offset] = this.by(this.saved);
      }
      restore(logits: Float32Array, offset: number): void {
        this.log.push(`restore ${this.name}`);
        logits[offset] = this.saved;
      }
      push(tokenId: number): void {
        this.log.push(`push ${this.name} ${tokenId}`);
      }
    }

    it('are applied in order, taken back in reverse, and hear of the token', () => {
      const log: string[] = [];
      const changes = [new Noted('a', log, (logit) => logit + 3), new Noted('b', log, (logit) => logit * 2)];
      const logits = logitsOf([9, 9, 0, 7, 9]);
      // (0 + 3) * 2 is less than 7, 0 * 2 + 3 too; (1 + 3) * 2 is more, 1 * 2 + 3 is not.
      expect(new Sampler(2).sample(logits, 2, sampling({ temperature: 0, changes }))).toBe(1);
      logits[2] = 1;
      expect(new Sampler(2).sample(logits, 2, sampling({ temperature: 0, changes }))).toBe(0);
      expect([...logits]).toEqual([9, 9, 1, 7, 9]);
      const each = ['apply a', 'apply b', 'restore b', 'restore a'];
      expect(log).toEqual([...each, 'push a 1', 'push b 1', ...each, 'push a 0', 'push b 0']);
    });

    it('count for a greedy choice too', () => {
      const penalties = new Penalties([], 10, { repetition: 1, presence: 0, frequency: 1 });
      const logits = logitsOf([3, 2.5, 1]);
      const sampler = new Sampler(3);
      const options = sampling({ temperature: 0, changes: [penalties] });
      // 3, then 2.5 against 2, then 2 against 1.5, then 1.5 against 1 and 1 ...
      const tokens = Array.from({ length: 5 }, () => sampler.sample(logits, 0, options));
      expect(tokens).toEqual([0, 1, 0, 1, 0]);
    });

    it('never let a token through that a bias of minus infinity forbids', () => {
      fc.assert(
        fc.property(
          randomLogits,
          fc.uniqueArray(fc.nat({ max: size - 1 }), { minLength: 1, maxLength: size - 1 }),
          fc.nat(),
          (logits, forbidden, seed) => {
            const bias = Object.fromEntries(forbidden.map((id) => [id, -Infinity]));
            const penalties = new Penalties(forbidden, 100, { repetition: 1.3, presence: -2, frequency: -2 });
            const sampler = new Sampler(size);
            for (const cut of [{ temperature: 0 }, { topK: 3 }, { topP: 0.9 }, {}, { minP: 0.01 }]) {
              const options = sampling({ ...cut, changes: [new LogitBias(bias), penalties], random: new Random(seed) });
              expect(forbidden).not.toContain(sampler.sample(logits, 0, options));
            }
          },
        ),
      );
    });
  });

  describe('draws', () => {
    /** 0.999 quantiles of chi-square; by the number of kept tokens less one. */
    const quantiles = [0, 10.83, 13.82, 16.27, 18.47, 20.52, 22.46, 24.32];

    it('follow the distribution: chi-square over many cuts', () => {
      const logits = logitsOf([1, 0.2, -0.4, 0.9, -1.5, 0, 0.5, -0.1]);
      const failures: unknown[] = [];
      for (const temperature of [0.5, 1, 1.7]) {
        for (const topK of [0, 4]) {
          for (const topP of [0.85, 1]) {
            for (const minP of [0, 0.2]) {
              const expected = naive(logits, temperature, topK, topP, minP);
              const sampler = new Sampler(logits.length);
              const options = sampling({ temperature, topK, topP, minP, random: new Random(20) });
              const found = new Array<number>(logits.length).fill(0);
              const draws = 5000;
              for (let i = 0; i < draws; i += 1) found[sampler.sample(logits, 0, options)] += 1;
              const square = found.reduce((sum, count, id) => {
                const wanted = draws * (expected.get(id) ?? 0);
                return sum + (wanted === 0 ? count * Infinity || 0 : (count - wanted) ** 2 / wanted);
              }, 0);
              if (square > quantiles[expected.size - 1]) failures.push({ temperature, topK, topP, minP, square });
            }
          }
        }
      }
      expect(failures).toEqual([]);
    });
  });

  describe('the distribution', () => {
    /** Counts of 10,000 draws with seed 1. */
    function counts(fields: Partial<Sampling>): number[] {
      const logits = logitsOf([Math.log(0.5), Math.log(0.3), Math.log(0.15), Math.log(0.05)]);
      const sampler = new Sampler(4);
      const found = [0, 0, 0, 0];
      const options = sampling(fields);
      for (let i = 0; i < 10_000; i += 1) found[sampler.sample(logits, 0, options)] += 1;
      return found;
    }

    it.each<[string, Partial<Sampling>, number[]]>([
      ['temperature 1', {}, [0.5, 0.3, 0.15, 0.05]],
      ['temperature 0.5: squared', { temperature: 0.5 }, [0.25, 0.09, 0.0225, 0.0025]],
      ['temperature 2: the square root', { temperature: 2 }, [0.7071, 0.5477, 0.3873, 0.2236]],
      ['top_k 2', { topK: 2 }, [0.5, 0.3, 0, 0]],
      ['top_p 0.9', { topP: 0.9 }, [0.5, 0.3, 0.15, 0]],
      ['top_p 0.6 of top_k 3', { topK: 3, topP: 0.6 }, [0.5, 0.3, 0, 0]],
    ])('is right for %s', (_, fields, weights) => {
      const total = weights.reduce((sum, weight) => sum + weight);
      counts(fields).forEach((count, id) => {
        const probability = weights[id] / total;
        // Four standard deviations.
        const deviation = 4 * Math.sqrt(10_000 * probability * (1 - probability));
        expect(Math.abs(count - 10_000 * probability)).toBeLessThanOrEqual(deviation);
      });
    });

    it('is the same from release to release', () => {
      expect([counts({}), counts({ temperature: 0.5 }), counts({ topK: 2 }), counts({ topP: 0.9 })]).toEqual([
        [4977, 3017, 1496, 510],
        [6855, 2446, 630, 69],
        [6234, 3766, 0, 0],
        [5245, 3168, 1587, 0],
      ]);
    });
  });

  it('draws the same for the same seed, whoever else it served', () => {
    fc.assert(
      fc.property(
        fc.array(randomLogits, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        temperatures,
        (rows, seed, temperature) => {
          const alone = new Sampler(size);
          const busy = new Sampler(size);
          const [first, second, other] = [new Random(seed), new Random(seed), new Random(99)];
          for (const logits of rows) {
            const expected = alone.sample(logits, 0, sampling({ temperature, topP: 0.9, random: first }));
            busy.sample(logits, 0, sampling({ topK: 3, random: other }));
            expect(busy.sample(logits, 0, sampling({ temperature, topP: 0.9, random: second }))).toBe(expected);
            busy.sample(logits, 0, sampling({ temperature: 2, random: other }));
          }
        },
      ),
    );
  });

  it('leaves the logits as they are', () => {
    const logits = logitsOf([3, 1, 2]);
    new Sampler(3).sample(logits, 0, sampling({ topK: 2, topP: 0.5, temperature: 0.7 }));
    expect([...logits]).toEqual([3, 1, 2]);
  });
});
