import { Injectable } from '@nestjs/common';
import { Generations } from '@muse/core/generations/generations.js';
import { pickAngle } from '@muse/core/prompts/angle.js';
import { pickPrompt } from '@muse/core/prompts/pick-prompt.js';
import type { Observable } from 'rxjs';
import { finishedIdea } from './finished-idea.js';
import { GenerationSettings } from './generation-settings.js';
import type { IdeaDto } from './idea.dto.js';
import { IdeaRequest } from './idea-request.dto.js';
import type { RandomRequest } from './random-request.dto.js';
import { toGenerationRequest } from './to-generation-request.js';

/** One idea, answered when it is finished. */
@Injectable()
export class GenerationService {
  constructor(
    private readonly generations: Generations,
    private readonly settings: GenerationSettings,
  ) {}

  /** Resolves to undefined where the client hung up before the idea was finished; the generation has stopped then. */
  generate(
    request: IdeaRequest,
    client: string,
    hangUp: Observable<unknown>,
    trace?: string,
  ): Promise<IdeaDto | undefined> {
    const wish = { ...toGenerationRequest(request, 'single', client, this.settings), trace };
    return finishedIdea(this.generations.generate(wish), hangUp);
  }

  /** An idea for a prompt and an angle that are picked here. */
  random(
    request: RandomRequest,
    client: string,
    hangUp: Observable<unknown>,
    trace?: string,
  ): Promise<IdeaDto | undefined> {
    const wish = Object.assign(new IdeaRequest(), request, {
      prompt: pickPrompt(request.language),
      angle: request.angle ?? pickAngle(),
    });
    return this.generate(wish, client, hangUp, trace);
  }
}
