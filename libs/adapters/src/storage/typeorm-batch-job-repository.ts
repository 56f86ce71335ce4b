import type { BatchJob, ItemOutcome } from '@muse/core/batch-jobs/batch-job.js';
import { BatchJobRepository, type IdempotencyKey } from '@muse/core/batch-jobs/batch-job-repository.js';
import {
  type DataSource,
  type FindOptionsWhere,
  In,
  LessThan,
  LessThanOrEqual,
  MoreThan,
  Not,
  type Repository,
} from 'typeorm';
import { BatchJobRecord } from './batch-job-record.js';
import { ItemOutcomeRecord } from './item-outcome-record.js';

/** Batch jobs in a database that TypeORM speaks with. */
export class TypeormBatchJobRepository extends BatchJobRepository {
  private readonly jobs: Repository<BatchJobRecord>;
  private readonly results: Repository<ItemOutcomeRecord>;

  constructor(dataSource: DataSource) {
    super();
    this.jobs = dataSource.getRepository(BatchJobRecord);
    this.results = dataSource.getRepository(ItemOutcomeRecord);
  }

  override async add(job: BatchJob, idempotency?: IdempotencyKey): Promise<void> {
    await this.jobs.insert({
      ...job,
      createdAt: job.createdAt.getTime(),
      idempotencyKey: idempotency?.key ?? null,
      fingerprint: idempotency?.fingerprint ?? null,
      told: 0,
    });
  }

  override async find(id: string): Promise<BatchJob | undefined> {
    const record = await this.jobs.findOneBy({ id });
    return record === null ? undefined : toJob(record);
  }

  override async findByKey(client: string, key: string): Promise<{ id: string; fingerprint: string } | undefined> {
    const where = { client, idempotencyKey: key };
    const record = await this.jobs.findOne({ where, select: { id: true, fingerprint: true } });
    return record === null ? undefined : { id: record.id, fingerprint: record.fingerprint ?? '' };
  }

  override async list(limit: number, client?: string): Promise<BatchJob[]> {
    const where: FindOptionsWhere<BatchJobRecord> = client === undefined ? {} : { client };
    const records = await this.jobs.find({ where, order: { createdAt: 'DESC', id: 'DESC' }, take: limit });
    return records.map(toJob);
  }

  override async open(): Promise<Pick<BatchJob, 'id' | 'client'>[]> {
    const records = await this.jobs.find({
      where: { status: 'open' },
      order: { createdAt: 'ASC', id: 'ASC' },
      select: { id: true, client: true },
    });
    return records.map(({ id, client }) => ({ id, client }));
  }

  override async end(id: string, status: 'done' | 'cancelled'): Promise<boolean> {
    const { affected } = await this.jobs.update({ id, status: 'open' }, { status });
    return affected === 1;
  }

  override async reopen(id: string): Promise<boolean> {
    if (!(await this.jobs.existsBy({ id, status: 'done' }))) return false;
    const told = (await this.results.maximum('seq', { job: id })) ?? 0;
    await this.jobs.update({ id, told: LessThan(told) }, { told });
    // It is opened last: whoever finds it open finds nothing of what failed. Who opens it at the same time loses no new outcome.
    await this.results.delete({ job: id, state: 'failed', seq: LessThanOrEqual(told) });
    const { affected } = await this.jobs.update({ id, status: 'done' }, { status: 'open' });
    return affected === 1;
  }

  override async record(id: string, outcome: ItemOutcome): Promise<void> {
    const none = { ideaId: null, code: null, detail: null };
    await this.results.insert({ ...none, ...outcome, job: id });
  }

  override async outcomes(id: string, after = 0): Promise<ItemOutcome[]> {
    const records = await this.results.find({ where: { job: id, seq: MoreThan(after) }, order: { seq: 'ASC' } });
    return records.map(toOutcome);
  }

  override async lastSeq(id: string): Promise<number> {
    const [job, last] = await Promise.all([
      this.jobs.findOne({ where: { id }, select: { id: true, told: true } }),
      this.results.maximum('seq', { job: id }),
    ]);
    return Math.max(job?.told ?? 0, last ?? 0);
  }

  override async countOutcomes(id: string): Promise<{ done: number; failed: number }> {
    const [done, failed] = await Promise.all([
      this.results.countBy({ job: id, state: 'done' }),
      this.results.countBy({ job: id, state: 'failed' }),
    ]);
    return { done, failed };
  }

  override async removeBefore(time: Date): Promise<number> {
    const old = await this.jobs.find({
      where: { createdAt: LessThan(time.getTime()), status: Not('open') },
      select: { id: true },
      take: jobsPerRemoval,
    });
    const ids = old.map(({ id }) => id);
    await this.results.delete({ job: In(ids) });
    await this.jobs.delete({ id: In(ids) });
    return ids.length;
  }
}

/** So that nobody waits for the removal of years. */
const jobsPerRemoval = 20;

function toJob(record: BatchJobRecord): BatchJob {
  const { createdAt, idempotencyKey: _key, fingerprint: _fingerprint, told: _told, ...rest } = record;
  return { ...rest, createdAt: new Date(createdAt) };
}

function toOutcome({ index, seq, state, ideaId, code, detail }: ItemOutcomeRecord): ItemOutcome {
  return state === 'done'
    ? { index, seq, state, ideaId: ideaId ?? '' }
    : { index, seq, state, code: code ?? '', detail: detail ?? '' };
}
