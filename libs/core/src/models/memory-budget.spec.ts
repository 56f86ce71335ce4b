import fc from 'fast-check';
import { MemoryBudget, memoryOf } from './memory-budget.js';

const models = (...sizes: number[]) => sizes.map((sizeGb) => ({ sizeGb }));

describe('memoryOf', () => {
  it.each([
    [0, 0.3],
    [1, 1.6],
    [10, 13.3],
  ])('expects a model of %d GB to take %d GB', (sizeGb, expected) => {
    expect(memoryOf({ sizeGb })).toBeCloseTo(expected, 12);
  });
});

describe('MemoryBudget', () => {
  it('adds up what the models take, up to the limit itself', () => {
    const budget = new MemoryBudget(3.2, 64e9);
    expect(budget.fits([])).toBe(true);
    expect(budget.fits(models(1, 1))).toBe(true);
    expect(budget.fits(models(1, 1.001))).toBe(false);
    expect(budget.fits(models(1, 1, 0))).toBe(false);
  });

  it('takes the limit as it is, however small the machine', () => {
    expect(new MemoryBudget(100, 1e9).fits(models(70))).toBe(true);
  });

  it('without a limit takes three fifths of the machine', () => {
    // 10 GB: 6 for models.
    const budget = new MemoryBudget(0, 10e9);
    expect(budget.fits(models(4.38))).toBe(true);
    expect(budget.fits(models(4.39))).toBe(false);
  });

  it('never fits more models where fewer did not fit', () => {
    const sizes = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), sizes, sizes, (limit, some, more) => {
        const budget = new MemoryBudget(limit, 0);
        if (!budget.fits(models(...some))) expect(budget.fits(models(...some, ...more))).toBe(false);
      }),
    );
  });
});
