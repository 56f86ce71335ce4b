import fc from 'fast-check';
import { LogProbabilities } from './log-probabilities.js';

const logits = fc.array(fc.float({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 200, size: 'max' });

describe('LogProbabilities', () => {
  it('are the logarithms of the softmax, the likeliest first', () => {
    fc.assert(
      fc.property(logits, fc.nat({ max: 20 }), fc.nat(), (values, count, nth) => {
        const row = Float32Array.from([50, ...values, 50]);
        const tokenId = nth % values.length;
        const best = Math.max(...values);
        const whole = best + Math.log(values.reduce((sum, value) => sum + Math.exp(value - best), 0));
        const { logprob, likeliest } = new LogProbabilities(values.length).of(row, 1, tokenId, count);
        expect(logprob).toBeCloseTo(values[tokenId] - whole, 9);
        const sorted = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b).slice(0, count);
        expect(likeliest.map((one) => one.tokenId)).toEqual(sorted);
        for (const one of likeliest) expect(one.logprob).toBeCloseTo(values[one.tokenId] - whole, 9);
      }),
    );
  });

  it('are worked by hand', () => {
    const row = Float32Array.of(Math.log(6), Math.log(3), Math.log(1));
    const { logprob, likeliest } = new LogProbabilities(3).of(row, 0, 2, 2);
    expect(Math.exp(logprob)).toBeCloseTo(0.1, 6);
    expect(likeliest.map((one) => [one.tokenId, Number(Math.exp(one.logprob).toFixed(6))])).toEqual([
      [0, 0.6],
      [1, 0.3],
    ]);
  });

  it.each([
    ['is no number', [Number.NaN, 1]],
    ['has nothing but what is no number beside it', [-Infinity, Number.NaN]],
    ['is infinitely likely', [Infinity, 1]],
  ])('cannot be told of a token that %s', (_, row) => {
    expect(() => new LogProbabilities(2).of(Float32Array.from(row), 0, 0, 0)).toThrow('No probability can be told');
  });

  it('take a forbidden token for impossible', () => {
    expect(new LogProbabilities(2).of(Float32Array.of(1, -Infinity), 0, 1, 0)).toEqual({
      logprob: -Infinity,
      likeliest: [],
    });
  });
});
