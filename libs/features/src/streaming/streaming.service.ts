import { Injectable } from '@nestjs/common';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { GenerationStreams } from '@muse/core/generations/generation-streams.js';
import { pickAngle } from '@muse/core/prompts/angle.js';
import { pickPrompt } from '@muse/core/prompts/pick-prompt.js';
import type { Response } from 'express';
import { defer, map, type Observable } from 'rxjs';
import { GenerationSettings } from '../generation/generation-settings.js';
import type { IdeaRequest } from '../generation/idea-request.dto.js';
import { toGenerationRequest } from '../generation/to-generation-request.js';
import { type EventStreamOptions, sendEvents } from '../http/event-stream.js';
import { paceOf } from '../http/pace.js';
import { requestIdOf } from '../http/request-id.js';
import { traceOf } from '../http/trace-requests.js';
import { validationFailed } from '../http/validation.js';
import type { StreamPlace } from './event-id.js';
import { skipText } from './skip-text.js';
import type { StreamReader } from './stream-reader.js';
import { type StreamOptions, toStreamEvents } from './to-stream-events.js';

/** Milliseconds after which an `EventSource` comes back: browsers wait up to 5 s, which is all the grace there is. */
const retry = 1000;

/** Ideas whose text leaves as the model writes it. */
@Injectable()
export class StreamingService {
  constructor(
    private readonly generations: GenerationStreams,
    private readonly settings: GenerationSettings,
  ) {}

  /**
   * Streams an idea; without a prompt, for one that is picked here, and an angle. A reader that comes back is led to the stream that it
   * had, never to a new one.
   */
  begin(
    request: Omit<IdeaRequest, 'prompt'> & { prompt?: string },
    resumable: boolean,
    { client, key, place }: StreamReader,
    response: Response,
  ): Promise<void> {
    if (place !== undefined) return this.goOn(place, key, response);
    const wished = withPrompt(request);
    const events = defer(() => {
      const wish = toGenerationRequest(wished, 'stream', client, this.settings);
      return this.generations.begin({ ...wish, trace: traceOf(response.req) }, { owner: key, resumable });
    });
    return this.send(response, events, {}, resumable ? { retry } : {});
  }

  /** Streams an idea that was begun before: what is missing of it, then live. */
  async resume(ideaId: string, { key, place }: StreamReader, response: Response): Promise<void> {
    if (place !== undefined && place.id !== ideaId) {
      throw validationFailed([
        { path: 'Last-Event-ID', reason: 'Last-Event-ID must be the id of an event of this stream' },
      ]);
    }
    return this.goOn(place ?? { id: ideaId, attempt: 1, mark: 0 }, key, response);
  }

  cancel(ideaId: string, { key }: StreamReader): Promise<void> {
    return this.generations.cancel(ideaId, key);
  }

  private async goOn({ id, attempt, mark }: StreamPlace, key: string | undefined, response: Response): Promise<void> {
    if (mark === 'end') {
      // Tells an `EventSource` to stop.
      response.status(204).end();
      return;
    }
    const events = await this.generations.follow(id, key);
    const from = { ideaId: id, attempt, characters: mark };
    return this.send(response, events.pipe(skipText(from)), { from }, { atOnce: true, retry });
  }

  private send(
    response: Response,
    events: Observable<IdeaEvent>,
    place: Pick<StreamOptions, 'from'>,
    options: EventStreamOptions,
  ): Promise<void> {
    const { chunkSize: size, chunkDelay } = this.settings;
    const chunks = {
      size,
      delay: chunkDelay * 1000,
      pace: paceOf(response),
      requestId: requestIdOf(response),
      ...place,
    };
    const numbered = events.pipe(
      toStreamEvents(chunks),
      map(({ id, event }) => ({ id, data: event })),
    );
    return sendEvents(response, numbered, options);
  }
}

/** Who has no prompt gets one, and an angle where none is wished for. */
function withPrompt({ prompt, ...request }: Omit<IdeaRequest, 'prompt'> & { prompt?: string }): IdeaRequest {
  if (prompt !== undefined) return { ...request, prompt };
  return { ...request, prompt: pickPrompt(request.language), angle: request.angle ?? pickAngle() };
}
