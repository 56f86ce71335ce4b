import fc from 'fast-check';
import { deepest, expOfMinus } from './exp-of-minus.js';

describe('expOfMinus', () => {
  it('is 1 at 0', () => {
    expect(expOfMinus(0)).toBe(1);
  });

  it('is e^-x to within 2e-12 of its value', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: deepest, noNaN: true }), (x) => {
        expect(Math.abs(expOfMinus(x) / Math.exp(-x) - 1)).toBeLessThan(2e-12);
      }),
    );
  });

  it('never rises', () => {
    const steps = Array.from({ length: 64_001 }, (_, i) => expOfMinus((i * deepest) / 64_000));
    expect(steps.findIndex((value, i) => i > 0 && value >= steps[i - 1])).toBe(-1);
  });
});
