import type { Idea } from '@muse/core/ideas/idea.js';
import type { IdeaFilter } from '@muse/core/ideas/idea-filter.js';
import { type IdeaCursor, IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import type { RatedEnsemble } from '@muse/core/ideas/rated-ensemble.js';
import { searchTextOf } from '@muse/core/ideas/search-text.js';
import { type DataSource, In, type Repository, type SelectQueryBuilder } from 'typeorm';
import { IdeaRecord } from './idea-record.js';
import { conditionsOf } from './idea-conditions.js';
import { keepOnce } from './keep-once.js';
import { Turns } from './turns.js';

/** A database takes only so many parameters in one query, and nothing else runs while the embedded one answers. */
const idsPerQuery = 250;

/** Candidates are long, and reading them blocks the process as well. */
const ensemblesPerTurn = 100;

/** Ideas in a database that TypeORM speaks with. */
export class TypeormIdeaRepository extends IdeaRepository {
  private readonly records: Repository<IdeaRecord>;
  private readonly turns = new Turns();

  /** @param ideasPerTurn ideas that one query of a list looks at: it blocks the process for some milliseconds */
  constructor(
    dataSource: DataSource,
    private readonly ideasPerTurn = 1000,
  ) {
    super();
    this.records = dataSource.getRepository(IdeaRecord);
  }

  override async save(idea: Idea): Promise<void> {
    const record = toRecord(idea);
    await keepOnce(
      () => this.records.insert(record),
      async () => isSame(idea, await this.find(idea.id)),
    );
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

  override async list(
    limit: number,
    after?: IdeaCursor,
    filter: IdeaFilter = {},
    signal?: AbortSignal,
  ): Promise<Idea[]> {
    const found: Idea[] = [];
    for (let begin = after; found.length < limit && signal?.aborted !== true;) {
      await this.turns.next();
      const end = await this.endOfTurn(begin);
      const query = this.newestFirst(begin).limit(limit - found.length);
      if (end !== undefined) query.andWhere('(idea.createdAt, idea.id) >= (:endAt, :endId)', toEnd(end));
      for (const [condition, values] of conditionsOf(filter)) query.andWhere(condition, values);
      found.push(...(await query.getMany()).map(toIdea));
      if (end === undefined) break;
      begin = end;
    }
    return found;
  }

  override async childrenOf(id: string, limit: number): Promise<Idea[]> {
    const newestFirst = { createdAt: 'DESC', id: 'DESC' } as const;
    return (await this.records.find({ where: { parentId: id }, order: newestFirst, take: limit })).map(toIdea);
  }

  override async ratedEnsembles(limit: number): Promise<RatedEnsemble[]> {
    const found: RatedEnsemble[] = [];
    for (let after: IdeaCursor | undefined; found.length < limit;) {
      await this.turns.next();
      const wanted = Math.min(ensemblesPerTurn, limit - found.length);
      const records = await this.newestFirst(after)
        .select(['idea.id', 'idea.createdAt', 'idea.candidates', 'idea.rating'])
        .andWhere('idea.rating IS NOT NULL AND idea.candidates IS NOT NULL')
        .limit(wanted)
        .getMany();
      found.push(...records.flatMap(toRatedEnsemble));
      if (records.length < wanted) break;
      after = records[records.length - 1];
    }
    return found;
  }

  override async rate(id: string, rating: number): Promise<Idea | undefined> {
    await this.records.update({ id }, { rating });
    return this.find(id);
  }

  override async setFavourite(id: string, favourite: boolean): Promise<Idea | undefined> {
    await this.records.update({ id }, { favourite });
    return this.find(id);
  }

  override async delete(id: string): Promise<boolean> {
    const { affected } = await this.records.delete({ id });
    return affected === 1;
  }

  /** The last of the ideas that one turn looks at; undefined where they are fewer. */
  private async endOfTurn(begin?: IdeaCursor): Promise<IdeaCursor | undefined> {
    const query = this.newestFirst(begin).select(['idea.createdAt', 'idea.id']);
    return (
      (await query
        .offset(this.ideasPerTurn - 1)
        .limit(1)
        .getOne()) ?? undefined
    );
  }

  private newestFirst(after?: IdeaCursor): SelectQueryBuilder<IdeaRecord> {
    const query = this.records.createQueryBuilder('idea');
    if (after !== undefined) query.where('(idea.createdAt, idea.id) < (:createdAt, :id)', after);
    return query.orderBy('idea.createdAt', 'DESC').addOrderBy('idea.id', 'DESC');
  }
}

/** Whether what is kept under an idea's id is this idea, and not another writing of it. */
function isSame({ createdAt, text }: Idea, kept: Idea | undefined): boolean {
  return kept?.createdAt.getTime() === createdAt.getTime() && kept.text === text;
}

function toRatedEnsemble({ candidates, rating }: IdeaRecord): RatedEnsemble[] {
  return candidates === null || rating === null ? [] : [{ candidates, rating }];
}

function toEnd({ createdAt, id }: IdeaCursor): { endAt: number; endId: string } {
  return { endAt: createdAt, endId: id };
}

function toRecord(idea: Idea): IdeaRecord {
  const { createdAt, usage, ...rest } = idea;
  return { ...rest, createdAt: createdAt.getTime(), ...usage, searchText: searchTextOf(idea) };
}

function toIdea({ createdAt, promptTokens, completionTokens, ...rest }: IdeaRecord): Idea {
  return { ...rest, createdAt: new Date(createdAt), usage: { promptTokens, completionTokens } };
}
