import type { ItemCounts, ItemOutcome, JobStatus } from './batch-job.js';

/** What happens in a job. */
export type JobEvent =
  | { type: 'running'; index: number }
  /** The outcome is kept. */
  | { type: 'outcome'; outcome: ItemOutcome }
  | { type: 'progress'; counts: ItemCounts }
  /** The last event. */
  | { type: 'ended'; status: JobStatus; counts: ItemCounts };
