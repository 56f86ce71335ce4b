import { availableParallelism } from 'node:os';
import { machineMemory } from '@muse/adapters/machine-memory.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { memoryLimit } from '@muse/core/models/memory-budget.js';
import { planRunners, type RunnerPlan } from '@muse/core/models/runner-plan.js';

/** GB that all models may take together. */
export function modelMemory({ MODEL_MEMORY_LIMIT }: Pick<MuseConfig, 'MODEL_MEMORY_LIMIT'>): number {
  return memoryLimit(MODEL_MEMORY_LIMIT, machineMemory());
}

/** How a model is run. */
export type PlanOf = (model: { sizeGb: number }) => RunnerPlan;

/** How this configuration runs models on this machine. */
export function planFrom(config: MuseConfig): PlanOf {
  const machine = {
    cores: availableParallelism(),
    memoryGb: modelMemory(config),
  };
  const wishes = {
    runners: config.RUNNERS_PER_MODEL,
    threads: config.RUNNER_THREADS,
    maxBatchSize: config.MAX_BATCH_SIZE,
    prefillChunk: config.PREFILL_CHUNK,
  };
  return (model) => planRunners(wishes, machine, model);
}
