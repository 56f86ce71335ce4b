import { scoreRows } from './score-rows.js';

const scores = { likelihood: 0.4, cross_likelihood: 0.3, on_topic: 1, length: 0.9, non_repetition: 0.8, novelty: 0.7 };

it('shows every score that there is, in one order', () => {
  expect(scoreRows(scores)).toEqual([
    ['on_topic', 1],
    ['length', 0.9],
    ['non_repetition', 0.8],
    ['novelty', 0.7],
    ['likelihood', 0.4],
    ['cross_likelihood', 0.3],
  ]);
  expect(scoreRows({ ...scores, cross_likelihood: null, on_topic: 0 })[0]).toEqual(['on_topic', 0]);
  expect(scoreRows({ ...scores, cross_likelihood: null })).toHaveLength(5);
});
