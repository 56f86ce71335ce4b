import type { Idea } from '@muse/core/ideas/idea.js';
import { type IdeaCursor, IdeaRepository } from '@muse/core/ideas/idea-repository.js';

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

  override async list(limit: number, after?: IdeaCursor): Promise<Idea[]> {
    return [...this.ideas.values()]
      .filter((idea) => after === undefined || newestFirst(toCursor(idea), after) > 0)
      .sort((a, b) => newestFirst(toCursor(a), toCursor(b)))
      .slice(0, limit)
      .map(copyOf);
  }

  override async rate(id: string, rating: number): Promise<Idea | undefined> {
    const idea = this.ideas.get(id);
    if (idea !== undefined) idea.rating = rating;
    return copyOf(idea);
  }
}

function copyOf<T extends Idea | undefined>(idea: T): T {
  return idea && { ...idea, createdAt: new Date(idea.createdAt), usage: { ...idea.usage } };
}

function toCursor({ createdAt, id }: Idea): IdeaCursor {
  return { createdAt: createdAt.getTime(), id };
}

function newestFirst(a: IdeaCursor, b: IdeaCursor): number {
  if (a.createdAt !== b.createdAt) return b.createdAt - a.createdAt;
  return a.id === b.id ? 0 : a.id < b.id ? 1 : -1;
}
