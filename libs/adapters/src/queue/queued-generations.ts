import { randomInt, randomUUID } from 'node:crypto';
import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import {
  Generations,
  type NumberedTextEvent,
  type TextRestart,
  type WriteOptions,
} from '@muse/core/generations/generations.js';
import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import type { RunningWork } from '@muse/core/generations/running-work.js';
import type { Models } from '@muse/core/models/models.js';
import { isRepeatable } from '@muse/core/prompt-cache/prompt-key.js';
import type { TextEvent, TextRequest } from '@muse/core/models/text-generation.js';
import { from, map, mergeMap, type Observable } from 'rxjs';
import type { GenerationJob } from './generation-job.js';
import type { QueuedWork } from './queued-work.js';

/** Generations that workers run, and that are gone with who reads them. */
export class QueuedGenerations extends Generations {
  constructor(
    private readonly queued: QueuedWork,
    private readonly models: Models,
    private readonly work: RunningWork,
  ) {
    super();
  }

  override get active(): number {
    return this.work.active;
  }

  override get isClosed(): boolean {
    return this.work.isClosed;
  }

  override generate(request: GenerationRequest): Observable<IdeaEvent> {
    return this.work.run(() => {
      const id = request.ideaId ?? randomUUID();
      return this.queued.run<IdeaEvent>(id, ideaJob(id, request, this.models));
    });
  }

  override write(
    model: string,
    requests: readonly TextRequest[],
    { client, parallel, trace, inBatch }: WriteOptions,
  ): Observable<NumberedTextEvent> {
    const write = (request: TextRequest, index: number): Observable<NumberedTextEvent> =>
      this.queued
        .run<TextEvent | TextRestart>(randomUUID(), { kind: 'text', model, client, request, trace, inBatch })
        .pipe(map((event) => ({ index, event })));
    return this.work.run(() => {
      mayAsk(model, this.models);
      return from(requests).pipe(mergeMap(write, parallel));
    });
  }

  override close(seconds: number): Promise<void> {
    return this.work.close(seconds);
  }
}

/**
 * The job of a wish. Model and seed are settled here, so that whichever worker begins anew writes the same text; whether it may
 * be a text of before, too, which depends on whether the wish had a seed.
 * @throws MuseError `model_not_found`, or why no worker can write it.
 */
export function ideaJob(id: string, request: GenerationRequest, models: Models): GenerationJob {
  const model = request.model ?? models.currentModel;
  mayAsk(model, models);
  const settled = { ideaId: id, model, seed: request.seed ?? randomInt(2 ** 32), cache: isRepeatable(request) };
  return { kind: 'idea', request: { ...request, ...settled } };
}

/** Nobody waits for a model that no worker can have. @throws MuseError why. */
function mayAsk(model: string, models: Models): void {
  models.entry(model);
  const refusal = models.refusal(model);
  if (refusal !== undefined) throw refusal;
}
