import { Injectable } from '@nestjs/common';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { Idea } from '@muse/core/ideas/idea.js';
import { decodeCursor, encodeCursor } from '@muse/core/ideas/idea-cursor.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { type IdeaDto, toIdeaDto } from '../generation/idea.dto.js';
import { validationFailed } from '../http/validation.js';
import type { IdeaPage, IdeaPageQuery } from './idea-page.dto.js';

/** The ideas that were kept. */
@Injectable()
export class IdeasService {
  constructor(private readonly ideas: IdeaRepository) {}

  async page({ limit, cursor }: IdeaPageQuery): Promise<IdeaPage> {
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    if (cursor !== undefined && after === undefined) {
      throw validationFailed([{ path: 'cursor', reason: 'cursor must be the next_cursor of another page' }]);
    }
    // One more than asked for tells whether there is a next page.
    const found = await this.ideas.list(limit + 1, after);
    const items = found.slice(0, limit);
    return { items: items.map(toIdeaDto), next_cursor: found.length > limit ? encodeCursor(items[limit - 1]) : null };
  }

  async get(id: string): Promise<IdeaDto> {
    return toIdeaDto(orMissing(id, await this.ideas.find(id)));
  }

  async rate(id: string, rating: number): Promise<IdeaDto> {
    return toIdeaDto(orMissing(id, await this.ideas.rate(id, rating)));
  }
}

function orMissing(id: string, idea: Idea | undefined): Idea {
  if (idea === undefined) throw new MuseError('idea_not_found', `There is no idea "${id.slice(0, 64)}".`);
  return idea;
}
