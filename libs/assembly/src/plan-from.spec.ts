import { availableParallelism } from 'node:os';
import { readConfig } from '@muse/core/config/muse-config.js';
import { planFrom } from './plan-from.js';

describe('planFrom', () => {
  it('takes what is set', () => {
    const set = { RUNNERS_PER_MODEL: '3', RUNNER_THREADS: '5', MAX_BATCH_SIZE: '7', PREFILL_CHUNK: '11' };
    const plan = { runners: 3, threads: 5, maxBatchSize: 7, prefillChunk: 11 };
    expect(planFrom(readConfig(set))({ sizeGb: 0.1 })).toEqual(plan);
  });

  it('uses the cores of this machine, and no more', () => {
    const { runners, threads } = planFrom(readConfig({}))({ sizeGb: 0.1 });
    expect(runners * threads).toBeLessThanOrEqual(availableParallelism());
  });

  it('keeps to the memory that models may take', () => {
    const { runners } = planFrom(readConfig({ MODEL_MEMORY_LIMIT: '0.5' }))({ sizeGb: 0.1 });
    expect(runners).toBe(1);
  });
});
