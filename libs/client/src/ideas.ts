import type { Connection, RequestOptions } from './connection.js';
import type { ExportFormat, Idea, IdeaFilter, IdeaPage, IdeaTree, RefineRequest } from './types.js';

/** The ideas that the service keeps. */
export class Ideas {
  constructor(private readonly connection: Connection) {}

  /** The newest ideas first; `next_cursor` of a page is the `cursor` of the next. */
  list(query: IdeaFilter & { limit?: number; cursor?: string } = {}, options?: RequestOptions): Promise<IdeaPage> {
    return this.connection.json('/ideas', { query, ...options });
  }

  get(id: string, options?: RequestOptions): Promise<Idea> {
    return this.connection.json(pathOf(id), options);
  }

  /** @param rating 1 (poor) to 5 (great) */
  rate(id: string, rating: number, options?: RequestOptions): Promise<Idea> {
    return this.connection.json(`${pathOf(id)}/rate`, { method: 'POST', body: { rating }, ...options });
  }

  /** Makes an idea a favourite, or takes that back. */
  setFavourite(id: string, isFavourite: boolean, options?: RequestOptions): Promise<Idea> {
    return this.connection.json(`${pathOf(id)}/favourite`, { method: isFavourite ? 'PUT' : 'DELETE', ...options });
  }

  /** A new idea from an old one, as the instruction wants it. */
  refine(id: string, request: RefineRequest, options?: RequestOptions): Promise<Idea> {
    return this.connection.json(`${pathOf(id)}/refine`, { method: 'POST', body: request, ...options });
  }

  /** The ideas that one was made of, and those that were made of it. */
  tree(id: string, options?: RequestOptions): Promise<IdeaTree> {
    return this.connection.json(`${pathOf(id)}/tree`, options);
  }

  /** Deletes an idea for good; what was made of it stays. */
  delete(id: string, options?: RequestOptions): Promise<void> {
    return this.connection.json(pathOf(id), { method: 'DELETE', ...options });
  }

  /** All ideas that a filter lets through, as one file. */
  export(format: ExportFormat, filter: IdeaFilter = {}, options?: RequestOptions): Promise<Blob> {
    return this.connection.file('/ideas/export', { query: { format, ...filter }, ...options });
  }
}

function pathOf(id: string): string {
  return `/ideas/${encodeURIComponent(id)}`;
}
