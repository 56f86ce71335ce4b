import fc from 'fast-check';
import { MemoryBudget, memoryLimit, memoryOf } from './memory-budget.js';

const models = (...sizes: number[]) => sizes.map((sizeGb) => ({ key: `of ${sizeGb} GB`, sizeGb }));

describe('memoryOf', () => {
  it.each([
    [0, 0.3],
    [1, 1.6],
    [10, 13.3],
  ])('expects a process with a model of %d GB to take %d GB', (sizeGb, expected) => {
    expect(memoryOf({ sizeGb })).toBeCloseTo(expected, 12);
  });
});

describe('memoryLimit', () => {
  it('is what was set, however small the machine', () => {
    expect(memoryLimit(100, 1e9)).toBe(100);
  });

  it('is three fifths of the machine where nothing was set', () => {
    expect(memoryLimit(0, 10e9)).toBe(6);
  });
});

describe('MemoryBudget', () => {
  it('adds up what the models take, up to the limit itself', () => {
    const budget = new MemoryBudget(3.2);
    expect(budget.fits([])).toBe(true);
    expect(budget.fits(models(1, 1))).toBe(true);
    expect(budget.fits(models(1, 1.001))).toBe(false);
    expect(budget.fits(models(1, 1, 0))).toBe(false);
  });

  it('counts every process of a model', () => {
    const budget = new MemoryBudget(5, ({ sizeGb }) => (sizeGb === 1 ? 3 : 1));
    expect(budget.fits(models(1))).toBe(true);
    expect(budget.fits(models(1, 0))).toBe(false);
    expect(budget.fits(models(2, 1.1))).toBe(true);
  });

  it('counts what was measured where that is more: a process grows while it works', () => {
    const measured: Record<string, number> = { 'of 1 GB': 2, 'of 2 GB': 0.1 };
    const budget = new MemoryBudget(
      10,
      () => 2,
      (key) => measured[key],
    );
    expect(models(1, 2, 3).map((model) => budget.neededFor(model))).toEqual([
      4,
      2 * memoryOf({ sizeGb: 2 }),
      2 * memoryOf({ sizeGb: 3 }),
    ]);
  });

  it('never fits more models where fewer did not fit', () => {
    const sizes = fc.array(fc.double({ min: 0, max: 20, noNaN: true }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 50, noNaN: true }), sizes, sizes, (limit, some, more) => {
        const budget = new MemoryBudget(limit);
        if (!budget.fits(models(...some))) expect(budget.fits(models(...some, ...more))).toBe(false);
      }),
    );
  });
});
