import { temperatureOf } from './temperature.js';

describe('temperatureOf', () => {
  it.each([
    [1, 0.37],
    [2, 0.44],
    [3, 0.51],
    [4, 0.58],
    [5, 0.65],
    [6, 0.72],
    [7, 0.79],
    [8, 0.86],
    [9, 0.93],
    [10, 1],
  ])('is 0.3 + %i / 10 x 0.7 = %d', (level, temperature) => {
    expect(temperatureOf(level)).toBeCloseTo(temperature, 12);
  });
});
