import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '@muse/core/ideas/idea-cursor.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { RankingKnowledge } from '@muse/core/ranking/ranking-knowledge.js';
import type { Response } from 'express';
import { type IdeaDto, toIdeaDto } from '../generation/idea.dto.js';
import { hangUpSignalOf } from '../http/hang-up.js';
import { sendFile } from '../http/send-file.js';
import { validationFailed } from '../http/validation.js';
import { exportText, writers } from './export/export-text.js';
import type { IdeaExportQuery } from './idea-export.dto.js';
import { toIdeaFilter } from './idea-filter.dto.js';
import type { IdeaPage, IdeaPageQuery } from './idea-page.dto.js';
import { missing, orMissing } from './or-missing.js';

/** The ideas that were kept. */
@Injectable()
export class IdeasService {
  constructor(
    private readonly ideas: IdeaRepository,
    private readonly ranking: RankingKnowledge,
  ) {}

  async page({ limit, cursor, ...filter }: IdeaPageQuery, response: Response): Promise<IdeaPage> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    if (cursor !== undefined && after === undefined) {
      throw validationFailed([{ path: 'cursor', reason: 'cursor must be the next_cursor of another page' }]);
    }
    // One more than asked for tells whether there is a next page.
    const found = await this.ideas.list(limit + 1, after, toIdeaFilter(filter), hangUpSignalOf(response));
    const items = found.slice(0, limit);
    return { items: items.map(toIdeaDto), next_cursor: found.length > limit ? encodeCursor(items[limit - 1]) : null };
  }

  /** Sends the ideas as a file; hanging up ends it. */
  export({ format, ...filter }: IdeaExportQuery, response: Response): Promise<void> {
    const writer = writers[format];
    const pieces = exportText(writer, this.ideas, toIdeaFilter(filter), hangUpSignalOf(response));
    return sendFile(response, { name: `creative-muse-ideas.${format}`, contentType: writer.contentType }, pieces);
  }

  async get(id: string): Promise<IdeaDto> {
    return toIdeaDto(orMissing(id, await this.ideas.find(id)));
  }

  async rate(id: string, rating: number): Promise<IdeaDto> {
    const rated = orMissing(id, await this.ideas.rate(id, rating));
    this.ranking.forget();
    return toIdeaDto(rated);
  }

  async setFavourite(id: string, favourite: boolean): Promise<IdeaDto> {
    return toIdeaDto(orMissing(id, await this.ideas.setFavourite(id, favourite)));
  }

  async delete(id: string): Promise<void> {
    if (!(await this.ideas.delete(id))) throw missing(id);
  }
}
