import fc from 'fast-check';
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

/** The probabilities by the book: temperature, then top_k, then top_p, then normalised. */
function naive(logits: Float32Array, temperature: number, topK: number, topP: number): Map<number, number> {
  const best = Math.max(...logits);
  let tokens = [...logits].map((logit, id) => ({ id, weight: Math.exp((logit - best) / temperature) }));
  tokens.sort((a, b) => logits[b.id] - logits[a.id] || a.id - b.id);
  if (topK > 0) tokens = tokens.slice(0, topK);
  const total = tokens.reduce((sum, { weight }) => sum + weight, 0);
  let sum = 0;
  const cut = tokens.findIndex(({ weight }) => (sum += weight) >= topP * total);
  const kept = topP < 1 && cut >= 0 ? tokens.slice(0, cut + 1) : tokens;
  const mass = kept.reduce((weights, { weight }) => weights + weight, 0);
  return new Map(kept.map(({ id, weight }) => [id, weight / mass]));
}

/** Whether a top_p falls so near the edge between two sets that rounding may decide. */
function isOnTheEdge(logits: Float32Array, temperature: number, topK: number, topP: number): boolean {
  const low = naive(logits, temperature, topK, topP - 1e-9).size;
  return low !== naive(logits, temperature, topK, topP + 1e-9).size;
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
            const sampler = new Sampler(size);
            const expected = naive(logits, temperature, topK, topP);
            // Just inside the beginning and the end of each token's share, in the sampler's order: best first.
            let sum = 0;
            const wrong: unknown[] = [];
            for (const [id, probability] of expected) {
              for (const share of probability > 1e-6 ? [0.01, 0.99] : []) {
                const random = fixed(sum + probability * share);
                const token = sampler.sample(logits, 0, sampling({ temperature, topK, topP, random }));
                if (token !== id) wrong.push({ id, token, share });
              }
              sum += probability;
            }
            expect(wrong).toEqual([]);
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
