import { chunkGrowth } from './chunk-growth.js';

describe('chunkGrowth', () => {
  it.each([
    [0, 100, 1],
    [99, 100, 1],
    [100, 100, 2],
    [1499, 100, 15],
    [1500, 100, 16],
    [1e9, 100, 16],
    [0, 0, 1],
    [1, 0, 16],
  ])('after %i ms of waiting and a delay of %i ms is %i', (waited, delay, growth) => {
    expect(chunkGrowth(waited, delay)).toBe(growth);
  });
});
