import { Observable } from 'rxjs';
import type { BatchJob } from './batch-job.js';
import { JobLeases } from './job-leases.js';

/** The leases of one process: none is ever lost. */
export class MemoryJobLeases extends JobLeases {
  private readonly held = new Map<string, string>();

  override hold({ id, client }: Pick<BatchJob, 'id' | 'client'>): Observable<void> {
    return new Observable((holder) => {
      if (this.held.has(client)) return holder.complete();
      this.held.set(client, id);
      holder.add(() => this.held.delete(client));
      holder.next();
    });
  }

  override async running(client: string): Promise<string | undefined> {
    return this.held.get(client);
  }
}
