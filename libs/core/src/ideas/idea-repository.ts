import type { Idea } from './idea.js';
import type { IdeaFilter } from './idea-filter.js';
import type { RatedEnsemble } from './rated-ensemble.js';

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

  /**
   * The newest ideas first, `limit` at most, only those older than the cursor where one is given.
   * @param filter those that are wanted; default: all
   * @param signal ends it early, with what was found by then
   */
  abstract list(limit: number, after?: IdeaCursor, filter?: IdeaFilter, signal?: AbortSignal): Promise<Idea[]>;

  /** The ideas that were made of one, the newest first, `limit` at most. */
  abstract childrenOf(id: string, limit: number): Promise<Idea[]>;

  /** What is known of the ideas that ensembles made and somebody rated, the newest ideas first, `limit` at most. */
  abstract ratedEnsembles(limit: number): Promise<RatedEnsemble[]>;

  /** Sets the rating and answers the idea as it is now, or undefined where there is none. */
  abstract rate(id: string, rating: number): Promise<Idea | undefined>;

  /** Marks the idea, or no longer, and answers it as it is now, or undefined where there is none. */
  abstract setFavourite(id: string, favourite: boolean): Promise<Idea | undefined>;

  /** Answers whether there was one. */
  abstract delete(id: string): Promise<boolean>;
}
