import { median, medians, percentile } from './statistics.js';

describe('statistics', () => {
  it('finds the middle, whatever the order', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('finds the value below which a share lies', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index);
    expect(percentile(values, 0.5)).toBe(51);
    expect(percentile(values, 0.95)).toBe(96);
    expect(percentile([7], 0.95)).toBe(7);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it('takes medians name by name', () => {
    const rounds = [
      { speed: 1, wait: 30 },
      { speed: 3, wait: 10 },
      { speed: 2, wait: 20 },
    ];
    expect(medians(rounds)).toEqual({ speed: 2, wait: 20 });
  });
});
