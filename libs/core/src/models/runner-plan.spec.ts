import fc from 'fast-check';
import { memoryOf } from './memory-budget.js';
import { planRunners, type RunnerWishes } from './runner-plan.js';

const auto: RunnerWishes = { runners: 'auto', threads: 'auto', maxBatchSize: 'auto', prefillChunk: 'auto' };
const plenty = 1000;

describe('planRunners', () => {
  it.each([
    // cores, GB for models, GB of the model, and then the runners and the threads of each
    [1, plenty, 0.005, 1, 1],
    [2, plenty, 0.005, 2, 1],
    [4, plenty, 0.005, 3, 1],
    [64, plenty, 0.005, 4, 1],
    [1, plenty, 0.15, 1, 1],
    [2, plenty, 0.15, 2, 1],
    [4, plenty, 0.15, 3, 1],
    [16, plenty, 0.15, 4, 3],
    [2, plenty, 4, 1, 2],
    [16, plenty, 4, 1, 15],
    [2, 0.6, 0.005, 1, 1],
    [2, 1.3, 0.005, 2, 1],
    [16, 1, 0.15, 1, 15],
    [16, 2, 0.15, 2, 7],
  ])('%d cores and %d GB, a model of %d GB: %d runners of %d threads', (cores, memoryGb, sizeGb, runners, threads) => {
    expect(planRunners(auto, { cores, memoryGb }, { sizeGb })).toEqual({
      runners,
      threads,
      maxBatchSize: 8,
      prefillChunk: 128,
    });
  });

  it.each([
    [{ runners: 3 }, { runners: 3, threads: 2 }],
    [{ runners: 16 }, { runners: 16, threads: 1 }],
    [{ threads: 4 }, { runners: 1, threads: 4 }],
    [{ threads: 3 }, { runners: 2, threads: 3 }],
    [{ threads: 32 }, { runners: 1, threads: 32 }],
    [{ maxBatchSize: 1 }, { maxBatchSize: 1 }],
    [{ prefillChunk: 16 }, { prefillChunk: 16 }],
  ])('takes %j as it is, and the rest follows', (wish, plan) => {
    expect(planRunners({ ...auto, ...wish }, { cores: 8, memoryGb: plenty }, { sizeGb: 0.15 })).toMatchObject(plan);
  });

  it('leaves nothing that nobody has asked for beyond the cores and the memory', () => {
    const machine = fc.record({ cores: fc.integer({ min: 1, max: 256 }), memoryGb: fc.double({ min: 0.1, max: 2000, noNaN: true }) });
    const model = fc.record({ sizeGb: fc.double({ min: 0, max: 100, noNaN: true }) });
    fc.assert(
      fc.property(machine, model, ({ cores, memoryGb }, { sizeGb }) => {
        const { runners, threads } = planRunners(auto, { cores, memoryGb }, { sizeGb });
        expect(runners).toBeGreaterThanOrEqual(1);
        expect(threads).toBeGreaterThanOrEqual(1);
        expect(runners * threads).toBeLessThanOrEqual(cores);
        if (runners > 1) expect(runners * memoryOf({ sizeGb })).toBeLessThanOrEqual(memoryGb / 2);
      }),
    );
  });
});
