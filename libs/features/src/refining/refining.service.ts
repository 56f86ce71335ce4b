import { Injectable } from '@nestjs/common';
import { Generations } from '@muse/core/generations/generations.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { treeOf } from '@muse/core/ideas/idea-tree.js';
import type { Response } from 'express';
import { callerOf } from '../access/caller.js';
import { checkLength } from '../generation/check-length.js';
import { finishedIdea } from '../generation/finished-idea.js';
import { GenerationSettings } from '../generation/generation-settings.js';
import type { IdeaDto } from '../generation/idea.dto.js';
import { hangUpOf } from '../http/hang-up.js';
import { traceOf } from '../http/trace-requests.js';
import { orMissing } from '../ideas/or-missing.js';
import { type IdeaTreeDto, toIdeaTreeDto } from './idea-tree.dto.js';
import type { RefineRequest } from './refine-request.dto.js';
import { toRefinement } from './to-refinement.js';

/** New ideas from old ones. */
@Injectable()
export class RefiningService {
  constructor(
    private readonly generations: Generations,
    private readonly ideas: IdeaRepository,
    private readonly settings: GenerationSettings,
  ) {}

  /** Resolves to undefined where the client hung up before the idea was finished; the generation has stopped then. */
  async refine(id: string, request: RefineRequest, response: Response): Promise<IdeaDto | undefined> {
    checkLength('instruction', request.instruction, this.settings.inputMaxLength);
    const parent = orMissing(id, await this.ideas.find(id));
    // Whoever hung up while that was read is not told apart by an event any more.
    if (response.destroyed) return undefined;
    const wish = { ...toRefinement(request, parent, callerOf(response.req).client), trace: traceOf(response.req) };
    return finishedIdea(this.generations.generate(wish), hangUpOf(response));
  }

  async tree(id: string): Promise<IdeaTreeDto> {
    return toIdeaTreeDto(await treeOf(orMissing(id, await this.ideas.find(id)), this.ideas));
  }
}
