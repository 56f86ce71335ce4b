import type { BatchJob, ItemOutcome } from '@muse/core/batch-jobs/batch-job.js';
import { BatchJobRepository, type IdempotencyKey } from '@muse/core/batch-jobs/batch-job-repository.js';

/** Batch jobs in a Map: passes `test/conformance/batch-job-repository.ts` like the real ones. */
export class MemoryBatchJobRepository extends BatchJobRepository {
  private readonly jobs = new Map<string, { job: BatchJob; idempotency?: IdempotencyKey }>();
  private readonly results = new Map<string, ItemOutcome[]>();
  /** The number of each job's last outcome when failures were taken away. */
  private readonly told = new Map<string, number>();

  override async add(job: BatchJob, idempotency?: IdempotencyKey): Promise<void> {
    if (this.jobs.has(job.id)) throw new Error(`There is a job ${job.id} already.`);
    if (idempotency !== undefined && this.withKey(job.client, idempotency.key) !== undefined) {
      throw new Error('There is a job with this key already.');
    }
    this.jobs.set(job.id, structuredClone({ job, idempotency }));
    this.results.set(job.id, []);
  }

  override async find(id: string): Promise<BatchJob | undefined> {
    return structuredClone(this.jobs.get(id)?.job);
  }

  override async findByKey(client: string, key: string): Promise<{ id: string; fingerprint: string } | undefined> {
    const found = this.withKey(client, key);
    return found && { id: found.job.id, fingerprint: found.idempotency!.fingerprint };
  }

  override async list(limit: number, client?: string): Promise<BatchJob[]> {
    return this.inOrder()
      .filter((job) => client === undefined || job.client === client)
      .reverse()
      .slice(0, limit);
  }

  override async open(): Promise<Pick<BatchJob, 'id' | 'client'>[]> {
    return this.inOrder()
      .filter(({ status }) => status === 'open')
      .map(({ id, client }) => ({ id, client }));
  }

  override async end(id: string, status: 'done' | 'cancelled'): Promise<boolean> {
    return this.change(id, 'open', status);
  }

  override async reopen(id: string): Promise<boolean> {
    const last = await this.lastSeq(id);
    if (!this.change(id, 'done', 'open')) return false;
    this.told.set(id, last);
    this.results.set(
      id,
      this.results.get(id)!.filter(({ state }) => state !== 'failed'),
    );
    return true;
  }

  override async record(id: string, outcome: ItemOutcome): Promise<void> {
    const results = this.results.get(id)!;
    const { index, seq } = outcome;
    if (results.some((kept) => kept.index === index || kept.seq === seq)) throw new Error('It has an outcome.');
    results.push({ ...outcome });
  }

  override async outcomes(id: string, after = 0): Promise<ItemOutcome[]> {
    const results = this.results.get(id) ?? [];
    return structuredClone(results.filter(({ seq }) => seq > after).sort((a, b) => a.seq - b.seq));
  }

  override async lastSeq(id: string): Promise<number> {
    return Math.max(this.told.get(id) ?? 0, ...(this.results.get(id) ?? []).map(({ seq }) => seq));
  }

  override async countOutcomes(id: string): Promise<{ done: number; failed: number }> {
    const states = (this.results.get(id) ?? []).map(({ state }) => state);
    const count = (state: string): number => states.filter((other) => other === state).length;
    return { done: count('done'), failed: count('failed') };
  }

  override async removeBefore(time: Date): Promise<number> {
    const old = this.inOrder().filter(({ createdAt, status }) => createdAt < time && status !== 'open');
    for (const { id } of old) {
      this.jobs.delete(id);
      this.results.delete(id);
    }
    return old.length;
  }

  private withKey(client: string, key: string): { job: BatchJob; idempotency?: IdempotencyKey } | undefined {
    return [...this.jobs.values()].find(({ job, idempotency }) => job.client === client && idempotency?.key === key);
  }

  private change(id: string, from: BatchJob['status'], to: BatchJob['status']): boolean {
    const job = this.jobs.get(id)?.job;
    if (job?.status !== from) return false;
    job.status = to;
    return true;
  }

  /** The oldest first. */
  private inOrder(): BatchJob[] {
    const jobs = [...this.jobs.values()].map(({ job }) => structuredClone(job));
    return jobs.sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1));
  }
}
