import { availableParallelism, totalmem } from 'node:os';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { memoryLimit } from '@muse/core/models/memory-budget.js';
import { planRunners, type RunnerPlan } from '@muse/core/models/runner-plan.js';

/** Bytes that this process and its runners may take: a container often has less than the machine. */
export function machineMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** How a model is run. */
export type PlanOf = (model: { sizeGb: number }) => RunnerPlan;

/** How this configuration runs models on this machine. */
export function planFrom(config: MuseConfig): PlanOf {
  const machine = {
    cores: availableParallelism(),
    memoryGb: memoryLimit(config.MODEL_MEMORY_LIMIT, machineMemory()),
  };
  const wishes = {
    runners: config.RUNNERS_PER_MODEL,
    threads: config.RUNNER_THREADS,
    maxBatchSize: config.MAX_BATCH_SIZE,
    prefillChunk: config.PREFILL_CHUNK,
  };
  return (model) => planRunners(wishes, machine, model);
}
