import { Injectable } from '@nestjs/common';
import { Generations } from '@muse/core/generations/generations.js';
import { pickPrompt } from '@muse/core/prompts/pick-prompt.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import type { Response } from 'express';
import { defer, map } from 'rxjs';
import { GenerationSettings } from '../generation/generation-settings.js';
import type { IdeaRequest } from '../generation/idea-request.dto.js';
import { toGenerationRequest } from '../generation/to-generation-request.js';
import { sendEvents } from '../http/event-stream.js';
import { callerOf } from '../access/caller.js';
import { requestIdOf } from '../http/request-id.js';
import { countStream } from './count-stream.js';
import { toStreamEvents } from './to-stream-events.js';

/** Ideas whose text leaves as the model writes it. */
@Injectable()
export class StreamingService {
  constructor(
    private readonly generations: Generations,
    private readonly settings: GenerationSettings,
    private readonly statistics: StreamStatistics,
  ) {}

  /** Streams an idea; without a prompt, for one that is picked here. */
  stream(request: Omit<IdeaRequest, 'prompt'> & { prompt?: string }, response: Response): Promise<void> {
    const { chunkSize, chunkDelay, inputMaxLength } = this.settings;
    const prompt = request.prompt ?? pickPrompt(request.language);
    const { client } = callerOf(response.req);
    const events = defer(() =>
      this.generations.generate(toGenerationRequest({ ...request, prompt }, 'stream', client, inputMaxLength)),
    );
    return sendEvents(
      response,
      events.pipe(
        toStreamEvents({ size: chunkSize, delay: chunkDelay * 1000, requestId: requestIdOf(response) }),
        countStream(this.statistics),
        map(({ id, event }) => ({ id, data: event })),
      ),
    );
  }
}
