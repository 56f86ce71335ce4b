import fc from 'fast-check';
import type { CandidateScores } from '../ensembles/candidate.js';
import { learnWeights } from './learn-weights.js';
import type { RankingExample } from './ranking-example.js';
import { explainedShare, ridge } from './ridge.js';
import { type ScoreName, scoreNames } from './score-name.js';
import { totalOf, weightsFrom } from './weights.js';

const configured = weightsFrom((name) => (name === 'onTopic' ? 2 : 1));

/** Numbers that look drawn, and are the same each time. */
function draws(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Examples with drawn scores, rated as `ratingOf` says. */
function examples(count: number, ratingOf: (scores: Record<ScoreName, number>, draw: number) => number, seed = 1) {
  const draw = draws(seed);
  return Array.from({ length: count }, (): RankingExample => {
    const scores = weightsFrom(() => draw());
    return { scores, rating: ratingOf(scores, draw()) };
  });
}

describe('ridge regression', () => {
  it('finds the line through points on it', () => {
    const rows = [
      [0, 1],
      [1, 3],
      [2, 0],
      [5, 2],
    ];
    const targets = rows.map(([a, b]) => 7 + 2 * a - b);
    const [a, b] = ridge(rows, targets, 1e-9);
    expect(a).toBeCloseTo(2, 6);
    expect(b).toBeCloseTo(-1, 6);
    expect(explainedShare(rows, targets, [2, -1])).toBe(1);
    expect(explainedShare(rows, targets, [0, 0])).toBe(0);
  });

  it('finds less where there is less evidence', () => {
    // Around the mean: 2·(1/2)² = 1/2, and 1/2 of it in y; with λ = 1/2 half of the coefficient is left.
    expect(ridge([[0], [1]], [0, 1], 0.5)).toEqual([0.5]);
    expect(ridge([], [], 1)).toEqual([]);
  });
});

describe('learning weights', () => {
  it.each(scoreNames)('finds that %s is what matters', (name) => {
    const { learned, trust, used } = learnWeights(
      examples(200, (scores) => 1 + Math.round(4 * scores[name])),
      configured,
    );
    expect(learned[name]).toBeGreaterThan(0.9 * totalOf(configured));
    expect(trust).toBeGreaterThan(0.75);
    for (const other of scoreNames) if (other !== name) expect(used[other]).toBeLessThan(configured[other]);
  });

  it('finds how much more one matters than another', () => {
    const { learned } = learnWeights(
      examples(500, ({ onTopic, novelty }) => 1 + 3 * onTopic + novelty),
      configured,
    );
    expect(learned.onTopic / learned.novelty).toBeCloseTo(3, 1);
  });

  it('trusts ratings the more of them there are', () => {
    const trustIn = (count: number): number =>
      learnWeights(
        examples(count, ({ novelty }) => 1 + 4 * novelty),
        configured,
      ).trust;
    expect(trustIn(10)).toBeLessThan(trustIn(50));
    expect(trustIn(50)).toBeLessThan(0.5);
    expect(trustIn(500)).toBeGreaterThan(0.9);
  });

  it('changes nothing where all ratings are the same, or there are none', () => {
    for (const rating of [1, 3, 5]) {
      expect(
        learnWeights(
          examples(300, () => rating),
          configured,
        ),
      ).toEqual({ learned: configured, trust: 0, used: configured });
    }
    expect(learnWeights([], configured)).toEqual({ learned: configured, trust: 0, used: configured });
  });

  it('changes little where ratings have nothing to do with the scores', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { trust } = learnWeights(
        examples(200, (_, draw) => 1 + Math.floor(5 * draw), seed),
        configured,
      );
      expect(trust).toBeLessThan(0.25);
    }
  });

  it('gives no weight to what makes ratings worse', () => {
    const { learned } = learnWeights(
      examples(200, ({ length, novelty }) => 3 - 2 * length + 2 * novelty),
      configured,
    );
    expect(learned.length).toBe(0);
    expect(learned.novelty).toBeGreaterThan(6);
  });

  it('keeps the weight of a score that tells nothing, and leaves out what the configuration leaves out', () => {
    const rated = examples(200, ({ onTopic, length }) => 1 + 2 * onTopic + 2 * length).map(
      ({ scores, rating }): RankingExample => ({ scores: { ...scores, crossLikelihood: null, novelty: 1 }, rating }),
    );
    const { learned } = learnWeights(rated, { ...configured, length: 0 });
    expect(learned).toMatchObject({ crossLikelihood: 1, novelty: 1, length: 0 });
    expect(totalOf(learned)).toBeCloseTo(6, 9);
  });

  it('answers weights that sum as the configured ones do, whatever the examples', () => {
    const score = fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1, noNaN: true }));
    const example = fc.record({
      scores: fc.record(
        Object.fromEntries(scoreNames.map((name) => [name, score])),
      ) as unknown as fc.Arbitrary<CandidateScores>,
      rating: fc.integer({ min: 1, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(example, { maxLength: 40 }), (rated) => {
        const { learned, trust, used } = learnWeights(rated, configured);
        expect(trust).toBeGreaterThanOrEqual(0);
        expect(trust).toBeLessThanOrEqual(1);
        for (const weights of [learned, used]) {
          expect(totalOf(weights)).toBeCloseTo(totalOf(configured), 9);
          for (const name of scoreNames) expect(weights[name]).toBeGreaterThanOrEqual(0);
        }
      }),
    );
  });
});
