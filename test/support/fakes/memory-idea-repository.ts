import type { Idea } from '@muse/core/ideas/idea.js';
import { cursorAt } from '@muse/core/ideas/idea-cursor.js';
import type { IdeaFilter } from '@muse/core/ideas/idea-filter.js';
import { type IdeaCursor, IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import type { RatedEnsemble } from '@muse/core/ideas/rated-ensemble.js';
import { foldText, searchTextOf } from '@muse/core/ideas/search-text.js';

/** Ideas in a Map: passes `test/conformance/idea-repository.ts` like the real ones. */
export class MemoryIdeaRepository extends IdeaRepository {
  private readonly ideas = new Map<string, Idea>();

  override async save(idea: Idea): Promise<void> {
    if (this.ideas.has(idea.id)) throw new Error(`There is an idea ${idea.id} already.`);
    this.ideas.set(idea.id, copyOf(idea));
  }

  override async find(id: string): Promise<Idea | undefined> {
    return copyOf(this.ideas.get(id));
  }

  override async findAll(ids: readonly string[]): Promise<Idea[]> {
    return ids.flatMap((id) => copyOf(this.ideas.get(id)) ?? []);
  }

  override async list(
    limit: number,
    after?: IdeaCursor,
    filter: IdeaFilter = {},
    signal?: AbortSignal,
  ): Promise<Idea[]> {
    return [...this.ideas.values()]
      .filter((idea) => after === undefined || newestFirst(cursorAt(idea), after) > 0)
      .filter((idea) => meets(idea, filter))
      .sort((a, b) => newestFirst(cursorAt(a), cursorAt(b)))
      .slice(0, signal?.aborted === true ? 0 : limit)
      .map(copyOf);
  }

  override async childrenOf(id: string, limit: number): Promise<Idea[]> {
    return [...this.ideas.values()]
      .filter(({ parentId }) => parentId === id)
      .sort((a, b) => newestFirst(cursorAt(a), cursorAt(b)))
      .slice(0, limit)
      .map(copyOf);
  }

  override async ratedEnsembles(limit: number): Promise<RatedEnsemble[]> {
    return (await this.list(Infinity))
      .flatMap(({ candidates, rating }) => (candidates === null || rating === null ? [] : { candidates, rating }))
      .slice(0, limit);
  }

  override async rate(id: string, rating: number): Promise<Idea | undefined> {
    const idea = this.ideas.get(id);
    if (idea !== undefined) idea.rating = rating;
    return copyOf(idea);
  }

  override async setFavourite(id: string, favourite: boolean): Promise<Idea | undefined> {
    const idea = this.ideas.get(id);
    if (idea !== undefined) idea.favourite = favourite;
    return copyOf(idea);
  }

  override async delete(id: string): Promise<boolean> {
    return this.ideas.delete(id);
  }
}

function meets(idea: Idea, { category, language, model, minRating, favourite, search }: IdeaFilter): boolean {
  return (
    (category === undefined || idea.category === category) &&
    (language === undefined || idea.language === language) &&
    (model === undefined || idea.modelUsed === model) &&
    (minRating === undefined || (idea.rating ?? 0) >= minRating) &&
    (favourite === undefined || idea.favourite === favourite) &&
    (search === undefined || searchTextOf(idea).includes(foldText(search)))
  );
}

function copyOf<T extends Idea | undefined>(idea: T): T {
  return idea && { ...idea, createdAt: new Date(idea.createdAt), usage: { ...idea.usage } };
}

function newestFirst(a: IdeaCursor, b: IdeaCursor): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt;
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
}
