import fc from 'fast-check';
import type { CandidateScores } from '../ensembles/candidate.js';
import { rankCandidates, type ScoredCandidate, weightedMean } from './rank.js';
import { scoreNames } from './score-name.js';
import { type RankingWeights, weightsFrom } from './weights.js';

const none = weightsFrom(() => 0);
const nothing: CandidateScores = Object.fromEntries(scoreNames.map((name) => [name, null])) as never;
const equal = weightsFrom(() => 1);

const someScores = fc.record(
  Object.fromEntries(
    // Few values, so that there are ties; and what should not be there.
    scoreNames.map((name) => [name, fc.constantFrom(0, 0.25, 1 / 3, 0.5, 1, null, NaN, Infinity)]),
  ),
) as unknown as fc.Arbitrary<CandidateScores>;
const someWeights = fc.record(
  Object.fromEntries(scoreNames.map((name) => [name, fc.constantFrom(0, 0.1, 1, 2, NaN, -1)])),
) as unknown as fc.Arbitrary<RankingWeights>;
const someCandidates = fc
  .array(someScores, { minLength: 1, maxLength: 8 })
  .map((all) => all.map((scores, index): ScoredCandidate => ({ index, scores })));

describe('the weighted mean', () => {
  it('is over the scores that there are', () => {
    expect(weightedMean({ ...nothing, onTopic: 1, length: 0.5 }, { ...equal, onTopic: 3 })).toBe(3.5 / 4);
    expect(weightedMean({ ...nothing, onTopic: 1, length: 0.5 }, { ...none, length: 2 })).toBe(0.5);
    expect(weightedMean({ ...nothing, onTopic: NaN, length: 0.5 }, equal)).toBe(0.5);
    expect(weightedMean(nothing, equal)).toBe(0);
    expect(weightedMean({ ...nothing, length: 1 }, none)).toBe(0);
  });

  it('is never less where a score is more', () => {
    fc.assert(
      fc.property(someScores, someWeights, fc.constantFrom(...scoreNames), (scores, weights, name) => {
        const [less, more] = [
          { ...scores, [name]: 0.3 },
          { ...scores, [name]: 0.4 },
        ];
        expect(weightedMean(more, weights)).toBeGreaterThanOrEqual(weightedMean(less, weights));
      }),
    );
  });
});

describe('the ranking', () => {
  it('says what decided', () => {
    const scored = [
      { index: 0, scores: { ...nothing, onTopic: 0.5, length: 1, novelty: 0.4 } },
      { index: 2, scores: { ...nothing, onTopic: 1, length: 0.9, novelty: 0.5 } },
      { index: 3, scores: { ...nothing, onTopic: 0.5, length: 1, novelty: 0.4 } },
    ];
    expect(rankCandidates(scored, { ...equal, onTopic: 2 })).toEqual([
      {
        index: 2,
        rank: 1,
        sum: 3.4 / 4,
        reason: 'It leads candidate 0 in staying on topic (1.00 to 0.50) and novelty (0.50 to 0.40).',
      },
      {
        index: 0,
        rank: 2,
        sum: 2.4 / 4,
        reason: 'It is behind candidate 2 in staying on topic (1.00 to 0.50) and novelty (0.50 to 0.40).',
      },
      {
        index: 3,
        rank: 3,
        sum: 2.4 / 4,
        reason: 'It is behind candidate 2 in staying on topic (1.00 to 0.50) and novelty (0.50 to 0.40).',
      },
    ]);
  });

  it('says where nothing decided', () => {
    const scores = { ...nothing, length: 0.5 };
    expect(rankCandidates([{ index: 4, scores }], equal)[0].reason).toBe('It is the only candidate.');
    expect(
      rankCandidates(
        [1, 0].map((index) => ({ index, scores })),
        equal,
      ),
    ).toEqual([
      {
        index: 0,
        rank: 1,
        sum: 0.5,
        reason: 'It leads candidate 1 by its place alone: their scores come to the same.',
      },
      {
        index: 1,
        rank: 2,
        sum: 0.5,
        reason: 'It is behind candidate 0 by its place alone: their scores come to the same.',
      },
    ]);
    const unlike = [
      { index: 0, scores },
      { index: 1, scores: { ...nothing, onTopic: 1 } },
    ];
    expect(rankCandidates(unlike, equal)[0]).toMatchObject({
      index: 1,
      reason: 'It leads candidate 0 on the whole (1.00 to 0.50), because not both have every score.',
    });
    expect(rankCandidates([], equal)).toEqual([]);
  });

  it('does not depend on the order of arrival', () => {
    const shuffled = someCandidates.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, someWeights, ([all, permuted], weights) => {
        expect(rankCandidates(permuted, weights)).toEqual(rankCandidates(all, weights));
      }),
    );
  });

  it('is the same among the others where one is missing', () => {
    fc.assert(
      fc.property(someCandidates, fc.nat(), someWeights, (all, which, weights) => {
        const missing = which % all.length;
        const figures = (candidates: ScoredCandidate[]): object[] =>
          rankCandidates(candidates, weights).map(({ index, sum }) => ({ index, sum }));
        expect(figures(all.filter(({ index }) => index !== missing))).toEqual(
          figures(all).filter((ranked) => (ranked as ScoredCandidate).index !== missing),
        );
      }),
    );
  });

  it('gives every rank once, the larger sum first, all within 0 and 1', () => {
    fc.assert(
      fc.property(someCandidates, someWeights, (all, weights) => {
        const ranked = rankCandidates(all, weights);
        expect(ranked.map(({ rank }) => rank)).toEqual(all.map((_, place) => place + 1));
        const sums = ranked.map(({ sum }) => sum);
        expect(sums).toEqual(sums.toSorted((a, b) => b - a));
        expect(sums.every((sum) => sum >= 0 && sum <= 1 + 1e-12)).toBe(true);
      }),
    );
  });
});
