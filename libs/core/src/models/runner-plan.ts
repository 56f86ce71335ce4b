import { memoryOf } from './memory-budget.js';

/** How many processes write with one model, and how each of them works. */
export interface RunnerPlan {
  /** Processes that share the model's queue. */
  runners: number;
  /** Threads of each process. */
  threads: number;
  /** Texts that each process decodes together. */
  maxBatchSize: number;
  /** Prompt tokens that are read between two steps of the running texts. */
  prefillChunk: number;
}

/** What somebody has set; the rest is worked out. */
export type RunnerWishes = { readonly [Part in keyof RunnerPlan]: number | 'auto' };

export interface Machine {
  cores: number;
  /** GB that all models may take together. */
  memoryGb: number;
}

/** Texts whose steps gain from being taken together; beyond, each step only takes longer. */
const batchSize = 8;
/** Long enough that a prompt is read at full speed, short enough that nobody's text stands still. */
const promptChunk = 128;
/** More runners than this cost memory that few services have the clients for. */
const mostRunners = 4;
/** GB below which the threads of a step wait for each other longer than they work. */
const tiny = 0.05;
/** GB above which a step takes as long as the memory needs to hand over the weights: a second process would only read them again. */
const large = 1;
/** The share of the models' memory that the runners of one model may take, so that a second model fits beside it. */
const share = 0.5;

/** Works out what nobody has set from the machine and the size of the model. */
export function planRunners(wishes: RunnerWishes, machine: Machine, model: { sizeGb: number }): RunnerPlan {
  const cores = coresForModels(machine);
  const runners = wishes.runners === 'auto' ? runnersFor(model, cores, machine, wishes.threads) : wishes.runners;
  return {
    runners,
    threads: wishes.threads === 'auto' ? threadsFor(model, cores / runners) : wishes.threads,
    maxBatchSize: wishes.maxBatchSize === 'auto' ? batchSize : wishes.maxBatchSize,
    prefillChunk: wishes.prefillChunk === 'auto' ? promptChunk : wishes.prefillChunk,
  };
}

/** One core is for the service itself, where there are enough: of two it needs a tenth. */
function coresForModels({ cores }: Machine): number {
  return cores > 2 ? cores - 1 : cores;
}

/** One thread each is best for many readers; all cores in one process are best for a large model, and for its one reader. */
function runnersFor(model: { sizeGb: number }, cores: number, { memoryGb }: Machine, threads: number | 'auto'): number {
  if (model.sizeGb > large) return 1;
  const affordable = (memoryGb * share) / memoryOf(model);
  return atLeastOne(Math.min(mostRunners, affordable, cores / (threads === 'auto' ? 1 : threads)));
}

function threadsFor({ sizeGb }: { sizeGb: number }, cores: number): number {
  return sizeGb < tiny ? 1 : atLeastOne(cores);
}

function atLeastOne(count: number): number {
  return Math.max(1, Math.floor(count));
}
