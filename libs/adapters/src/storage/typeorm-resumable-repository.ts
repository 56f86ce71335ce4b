import { type Resumable, ResumableRepository } from '@muse/core/generations/resumable-repository.js';
import { type DataSource, LessThan, type Repository } from 'typeorm';
import { ResumableRecord } from './resumable-record.js';

/** The generations that may be resumed, in a database that TypeORM speaks with. */
export class TypeormResumableRepository extends ResumableRepository {
  private readonly records: Repository<ResumableRecord>;

  constructor(dataSource: DataSource) {
    super();
    this.records = dataSource.getRepository(ResumableRecord);
  }

  override async add({ id, owner, startedAt }: Resumable): Promise<void> {
    await this.records.insert({ id, owner: owner ?? null, startedAt: startedAt.getTime() });
  }

  override async find(id: string): Promise<Resumable | undefined> {
    const record = await this.records.findOneBy({ id });
    return record === null
      ? undefined
      : { id, owner: record.owner ?? undefined, startedAt: new Date(record.startedAt) };
  }

  override async remove(id: string): Promise<void> {
    await this.records.delete({ id });
  }

  override async removeBefore(time: Date): Promise<void> {
    await this.records.delete({ startedAt: LessThan(time.getTime()) });
  }
}
