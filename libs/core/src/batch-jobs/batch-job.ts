import { type BatchItem, itemOf } from '../batch/batch-plan.js';
import type { GenerationRequest } from '../generations/generation-request.js';

/** What all items of a job share. */
export type JobWish = Pick<
  GenerationRequest,
  | 'category'
  | 'creativityLevel'
  | 'language'
  | 'angle'
  | 'ensemble'
  | 'maxTokens'
  | 'temperature'
  | 'topP'
  | 'topK'
  | 'cache'
  | 'onWorkerLoss'
> & {
  /** Ideas for each prompt on each model; 1 where it is left out. */
  n?: number;
};

/** `open` until every item has its outcome, or somebody cancels it. */
export type JobStatus = 'open' | 'done' | 'cancelled';

/** A batch that survives a restart: every prompt on every model, `n` times. */
export interface BatchJob {
  id: string;
  /** Who asked for it. */
  client: string;
  prompts: readonly string[];
  /** Catalog keys. */
  models: readonly string[];
  wish: JobWish;
  /** false: one item after the other. */
  parallel: boolean;
  status: JobStatus;
  createdAt: Date;
}

/**
 * One idea for one prompt on one model. The first `n` items are those for the first prompt on the first model, the next `n` those
 * for the first prompt on the second.
 */
export type JobItem = Omit<BatchItem, 'ideaId'>;

/** What says which items a job has. */
type JobPlan = Pick<BatchJob, 'prompts' | 'models'> & { wish: Pick<JobWish, 'angle' | 'n'> };

/** How an item ended. `seq` numbers the outcomes of a job from 1, in the order in which they came. */
export type ItemOutcome = { index: number; seq: number } & (
  { state: 'done'; ideaId: string } | { state: 'failed'; code: string; detail: string }
);

/** How many items are where. */
export interface ItemCounts {
  total: number;
  waiting: number;
  running: number;
  done: number;
  failed: number;
  cancelled: number;
}

export function sizeOf({ prompts, models, wish: { n = 1 } }: JobPlan): number {
  return prompts.length * models.length * n;
}

/** The item with this index; an angle that the wish names is that of every item. */
export function itemAt({ prompts, models, wish: { angle, n = 1 } }: JobPlan, index: number): JobItem {
  const item = itemOf(index, n, (place) => ({
    prompt: prompts[Math.floor(place / models.length)],
    model: models[place % models.length],
  }));
  return angle === undefined ? item : { ...item, angle };
}

/** The items for which `has` says no. */
export function itemsWithout(job: BatchJob, has: (index: number) => boolean): JobItem[] {
  const items: JobItem[] = [];
  for (let index = 0; index < sizeOf(job); index += 1) if (!has(index)) items.push(itemAt(job, index));
  return items;
}

/** What has no outcome waits, unless it runs; in a cancelled job it never will. */
export function countItems(
  job: BatchJob,
  { done, failed }: { done: number; failed: number },
  running: number,
): ItemCounts {
  const total = sizeOf(job);
  const left = total - done - failed;
  if (job.status !== 'open') return { total, waiting: 0, running: 0, done, failed, cancelled: left };
  return { total, waiting: left - running, running, done, failed, cancelled: 0 };
}
