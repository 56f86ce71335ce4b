import type { Connection, Query, RequestOptions } from './connection.js';
import type { Idea, IdeaPage } from './types.js';

/** The ideas that the service keeps. */
export class Ideas {
  constructor(private readonly connection: Connection) {}

  /** The newest ideas first; `next_cursor` of a page is the `cursor` of the next. */
  list(query: Query & { limit?: number; cursor?: string } = {}, options?: RequestOptions): Promise<IdeaPage> {
    return this.connection.json('/ideas', { query, ...options });
  }

  get(id: string, options?: RequestOptions): Promise<Idea> {
    return this.connection.json(pathOf(id), options);
  }

  /** @param rating 1 (poor) to 5 (great) */
  rate(id: string, rating: number, options?: RequestOptions): Promise<Idea> {
    return this.connection.json(`${pathOf(id)}/rate`, { method: 'POST', body: { rating }, ...options });
  }
}

function pathOf(id: string): string {
  return `/ideas/${encodeURIComponent(id)}`;
}
