import type { Idea } from '@muse/core/ideas/idea.js';
import { type IdeaCursor, IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { type DataSource, In, type Repository } from 'typeorm';
import { IdeaRecord } from './idea-record.js';

/** A database takes only so many parameters in one query, and nothing else runs while the embedded one answers. */
const idsPerQuery = 250;

/** Ideas in a database that TypeORM speaks with. */
export class TypeormIdeaRepository extends IdeaRepository {
  private readonly records: Repository<IdeaRecord>;

  constructor(dataSource: DataSource) {
    super();
    this.records = dataSource.getRepository(IdeaRecord);
  }

  override async save(idea: Idea): Promise<void> {
    await this.records.insert(toRecord(idea));
  }

  override async find(id: string): Promise<Idea | undefined> {
    const record = await this.records.findOneBy({ id });
    return record === null ? undefined : toIdea(record);
  }

  override async findAll(ids: readonly string[]): Promise<Idea[]> {
    const found: Idea[] = [];
    for (let begin = 0; begin < ids.length; begin += idsPerQuery) {
      const records = await this.records.findBy({ id: In(ids.slice(begin, begin + idsPerQuery)) });
      found.push(...records.map(toIdea));
    }
    return found;
  }

  override async list(limit: number, after?: IdeaCursor): Promise<Idea[]> {
    const query = this.records.createQueryBuilder('idea');
    if (after !== undefined) {
      query.where('(idea.createdAt < :createdAt OR (idea.createdAt = :createdAt AND idea.id < :id))', after);
    }
    const records = await query.orderBy('idea.createdAt', 'DESC').addOrderBy('idea.id', 'DESC').limit(limit).getMany();
    return records.map(toIdea);
  }

  override async rate(id: string, rating: number): Promise<Idea | undefined> {
    await this.records.update({ id }, { rating });
    return this.find(id);
  }
}

function toRecord({ createdAt, usage, ...rest }: Idea): IdeaRecord {
  return { ...rest, createdAt: createdAt.getTime(), ...usage };
}

function toIdea({ createdAt, promptTokens, completionTokens, ...rest }: IdeaRecord): Idea {
  return { ...rest, createdAt: new Date(createdAt), usage: { promptTokens, completionTokens } };
}
