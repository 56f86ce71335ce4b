import type { BatchJob, ItemOutcome } from './batch-job.js';

/** A client's name for a wish, so that the same wish sent twice is one job. */
export interface IdempotencyKey {
  key: string;
  /** Tells the wish from another one that comes with the same key. */
  fingerprint: string;
}

/** Where jobs are kept. Every adapter passes `test/conformance/batch-job-repository.ts`. */
export abstract class BatchJobRepository {
  /** Resolves once the job survives a crash. Rejects where the client has a job with this idempotency key. */
  abstract add(job: BatchJob, idempotency?: IdempotencyKey): Promise<void>;

  abstract find(id: string): Promise<BatchJob | undefined>;

  /** The job that the client asked for with this key. */
  abstract findByKey(client: string, key: string): Promise<{ id: string; fingerprint: string } | undefined>;

  /** The newest jobs first, `limit` at most; those of one client, or of all. */
  abstract list(limit: number, client?: string): Promise<BatchJob[]>;

  /** The jobs that are open, the oldest first. */
  abstract open(): Promise<Pick<BatchJob, 'id' | 'client'>[]>;

  /** Ends an open job; answers false, and changes nothing, where it is not open. */
  abstract end(id: string, status: 'done' | 'cancelled'): Promise<boolean>;

  /**
   * Takes the outcomes of the failed items of a job that is done away, and opens it; false where it is not done. Whoever finds it
   * open finds none of them.
   */
  abstract reopen(id: string): Promise<boolean>;

  /** Resolves once the outcome survives a crash. Rejects where the item has one, and where the job has one with its `seq`. */
  abstract record(id: string, outcome: ItemOutcome): Promise<void>;

  /** The outcomes with a higher `seq` than `after`, in their order. */
  abstract outcomes(id: string, after?: number): Promise<ItemOutcome[]>;

  /** The highest number that an outcome of the job has, or had before it was taken away; 0 where there was none. */
  abstract lastSeq(id: string): Promise<number>;

  abstract countOutcomes(id: string): Promise<{ done: number; failed: number }>;

  /** Removes the jobs that were created before `time` and are not open; their ideas stay. Answers how many. */
  abstract removeBefore(time: Date): Promise<number>;
}
