import fc from 'fast-check';
import { lengthScore } from './length.js';
import { likelihoodScore } from './likelihood.js';
import { nonRepetitionScore } from './non-repetition.js';
import { profileOf } from '../diversity/similarity.js';
import { noveltyScore } from './novelty.js';
import { scoreCandidate } from './score-candidate.js';

const unknown = { meanLogprob: null, crossLogprob: null };
const words = (count: number): string => Array.from({ length: count }, (_, n) => `word${n}`).join(' ');

describe('likelihood', () => {
  it.each([
    [0, 1],
    [Math.log(0.25), 0.25],
    [-Infinity, 0],
    [1e-9, 1],
    [NaN, null],
    [null, null],
  ])('of a mean log-probability of %p is %p', (mean, score) => {
    expect(likelihoodScore(mean)).toBe(score);
  });
});

describe('length', () => {
  it.each([
    [0, 0],
    [10, 0.4],
    [25, 1],
    [120, 1],
    [240, 0.5],
    [1200, 0.1],
  ])('of %i words is %d', (count, score) => {
    expect(lengthScore(words(count))).toBeCloseTo(score, 12);
  });
});

describe('non-repetition', () => {
  it.each([
    ['two words', null],
    ['three good words', 1],
    ['a b c a b c', 3 / 4],
    ['No, no. NO no!', 1 / 2],
    ['Hop! '.repeat(102), 1 / 100],
  ])('of %j is %p', (text, score) => {
    expect(nonRepetitionScore(text)).toBe(score);
  });

  it('falls where something is said again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 40 }), (count) => {
        const text = words(count);
        expect(nonRepetitionScore(`${text} ${text}`)).toBeLessThan(nonRepetitionScore(text)!);
      }),
    );
  });
});

describe('novelty', () => {
  it('is told by the nearest of those that are kept', () => {
    expect(noveltyScore('Solar roofs', [])).toBeNull();
    expect(noveltyScore('Solar roofs', [profileOf('xyz')])).toBe(1);
    expect(noveltyScore('Solar roofs', ['xyz', 'SOLAR roofs!'].map(profileOf))).toBe(0);
  });

  it('never rises with the number of those that are kept', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string(), { minLength: 1 }), fc.string(), (text, kept, another) => {
        expect(noveltyScore(text, [...kept, another].map(profileOf))).toBeLessThanOrEqual(
          noveltyScore(text, kept.map(profileOf))!,
        );
      }),
    );
  });
});

describe('the scores of a candidate', () => {
  it('are all that can be told', () => {
    const text = {
      title: 'Garden school',
      content: words(50),
      meanLogprob: Math.log(0.5),
      crossLogprob: Math.log(0.25),
    };
    expect(scoreCandidate(text, { prompt: 'A school in the garden', kept: [profileOf('zzz')] })).toEqual({
      likelihood: 0.5,
      crossLikelihood: 0.25,
      onTopic: 1,
      length: 1,
      nonRepetition: 1,
      novelty: 1,
    });
    expect(scoreCandidate({ title: '', content: '', ...unknown }, { prompt: '?', kept: [] })).toEqual({
      likelihood: null,
      crossLikelihood: null,
      onTopic: null,
      length: 0,
      nonRepetition: null,
      novelty: null,
    });
  });

  it('are within 0 and 1 or null, whatever the text', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.lorem({ maxCount: 60 }));
    const logprob = fc.oneof(fc.constant(null), fc.double());
    fc.assert(
      fc.property(
        fc.record({ title: text, content: text, meanLogprob: logprob, crossLogprob: logprob }),
        fc.record({ prompt: text, kept: fc.array(text.map(profileOf), { maxLength: 4 }) }),
        (candidate, context) => {
          for (const score of Object.values(scoreCandidate(candidate, context))) {
            if (score === null) continue;
            expect(score).toBeGreaterThanOrEqual(0);
            expect(score).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });
});
