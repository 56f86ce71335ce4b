import { slopeOf } from './slope.js';

describe('slopeOf', () => {
  it('finds a line, and no error where the points lie on it', () => {
    const samples = [0, 10, 20, 30].map((at) => ({ at, value: 100 + at / 360 }));
    const { perHour, error } = slopeOf(samples);
    expect(perHour).toBeCloseTo(10, 9);
    expect(error).toBeCloseTo(0, 6);
  });

  it('says how sure it is', () => {
    // By hand: the line is 1.5 + 0.5 t, the squares of what is left add up to 1.5.
    const { perHour, error } = slopeOf([1, 3, 2, 3].map((value, at) => ({ at, value })));
    expect(perHour / 3600).toBeCloseTo(0.5, 12);
    expect(error / 3600).toBeCloseTo(Math.sqrt(1.5 / 2 / 5), 12);
  });
});
