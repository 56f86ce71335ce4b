import type { Idea } from './idea.js';

/** Where a page of ideas ends: the creation time (epoch milliseconds) and id of its last idea. */
export interface IdeaCursor {
  createdAt: number;
  id: string;
}

/** Where ideas are kept. Every adapter passes `test/conformance/idea-repository.ts`. */
export abstract class IdeaRepository {
  /** Resolves once the idea survives a crash of the process. */
  abstract save(idea: Idea): Promise<void>;

  abstract find(id: string): Promise<Idea | undefined>;

  /** Those of the ideas that there are, in no particular order. */
  abstract findAll(ids: readonly string[]): Promise<Idea[]>;

  /** The newest ideas first, `limit` at most, only those older than the cursor where one is given. */
  abstract list(limit: number, after?: IdeaCursor): Promise<Idea[]>;

  /** Sets the rating and answers the idea as it is now, or undefined where there is none. */
  abstract rate(id: string, rating: number): Promise<Idea | undefined>;
}
