import type { Ranking } from '@creative-muse/client';
import { learningOf, weightRows } from './ranking-weights.js';

const weights = { likelihood: 0.5, cross_likelihood: 0, on_topic: 2, length: 1, non_repetition: 1, novelty: 0.5 };
const ranking: Ranking = {
  configured: weights,
  learned: null,
  trust: 0,
  used: weights,
  ratings: 3,
  min_ratings: 50,
  scores: [],
};
const learned: Ranking = { ...ranking, ratings: 60, learned: { ...weights, length: 3 }, trust: 0.25 };

it('has every score, those first that are seen in the text', () => {
  const used = { ...weights, length: 1.5 };
  expect(weightRows({ configured: weights, used })).toEqual([
    { name: 'on_topic', configured: 2, used: 2 },
    { name: 'length', configured: 1, used: 1.5 },
    { name: 'non_repetition', configured: 1, used: 1 },
    { name: 'novelty', configured: 0.5, used: 0.5 },
    { name: 'likelihood', configured: 0.5, used: 0.5 },
    { name: 'cross_likelihood', configured: 0, used: 0 },
  ]);
});

it.each([
  ['off', { ...ranking, min_ratings: 0 }],
  ['few', ranking],
  ['unrelated', { ...learned, trust: 0.004 }],
  ['learned', learned],
])('says what the ratings have to do with the weights: %s', (learning, figures) => {
  expect(learningOf(figures)).toBe(learning);
});
