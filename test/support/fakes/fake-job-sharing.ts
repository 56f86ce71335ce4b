import type { BatchJob } from '@muse/core/batch-jobs/batch-job.js';
import { JobLeases } from '@muse/core/batch-jobs/job-leases.js';
import { type JobSignal, JobSignals } from '@muse/core/batch-jobs/job-signals.js';
import { Observable, Subject } from 'rxjs';

/** Leases that a test can let run out, and whose holder does not notice. */
export class FakeJobLeases extends JobLeases {
  private readonly held = new Map<string, { id: string }>();

  override hold({ id, client }: Pick<BatchJob, 'id' | 'client'>): Observable<void> {
    return new Observable((holder) => {
      if (this.held.has(client)) return holder.complete();
      const lease = { id };
      this.held.set(client, lease);
      holder.add(() => this.held.get(client) === lease && this.held.delete(client));
      holder.next();
    });
  }

  override async running(client: string): Promise<string | undefined> {
    return this.held.get(client)?.id;
  }

  expire(client: string): void {
    this.held.delete(client);
  }
}

/** Signals that all who have this object hear. */
export class FakeJobSignals extends JobSignals {
  override readonly heard = new Subject<JobSignal>();

  override tell(signal: JobSignal): void {
    this.heard.next(signal);
  }
}
