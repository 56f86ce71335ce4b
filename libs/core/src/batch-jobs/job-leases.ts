import type { Observable } from 'rxjs';
import type { BatchJob } from './batch-job.js';

/**
 * Who runs a client's jobs: one process at a time, and one job at a time. Every adapter passes `test/conformance/job-leases.ts`.
 * A process that stands still may go on for a moment when its lease has run out: what it writes must not collide with what the
 * next one writes.
 */
export abstract class JobLeases {
  /**
   * Cold. Emits once when the job may run here, and completes when that is over: without having emitted where a job of the
   * client runs already, else when the lease was lost. Unsubscribing gives it back; one that is asked for after that may have it.
   */
  abstract hold(job: Pick<BatchJob, 'id' | 'client'>): Observable<void>;

  /** The id of the client's job that runs, wherever that is. */
  abstract running(client: string): Promise<string | undefined>;
}
