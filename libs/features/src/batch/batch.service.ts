import { Injectable, Logger } from '@nestjs/common';
import type { BatchEvent } from '@muse/core/batch/batch-event.js';
import { type BatchMethod, methodOf, planItems } from '@muse/core/batch/batch-plan.js';
import { Batches } from '@muse/core/batch/batches.js';
import { BatchDiversity } from '@muse/core/diversity/batch-diversity.js';
import { countDiversity } from '@muse/core/diversity/count-diversity.js';
import { Rewriter } from '@muse/core/diversity/rewriter.js';
import type { Ensemble } from '@muse/core/ensembles/ensemble.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Models } from '@muse/core/models/models.js';
import { Counters } from '@muse/core/statistics/counters.js';
import type { Response } from 'express';
import { lastValueFrom, type Observable, takeUntil, tap } from 'rxjs';
import { callerOf } from '../access/caller.js';
import { GenerationSettings } from '../generation/generation-settings.js';
import { toEnsemble } from '../generation/to-ensemble.js';
import { sendEvents } from '../http/event-stream.js';
import { hangUpOf } from '../http/hang-up.js';
import { logBug } from '../http/log-bug.js';
import { requestIdOf } from '../http/request-id.js';
import { traceOf } from '../http/trace-requests.js';
import { validationFailed } from '../http/validation.js';
import type { BatchRequest } from './batch-request.dto.js';
import { BatchSettings } from './batch-settings.js';
import { batchStream } from './batch-stream.js';
import { BatchSummary } from './batch-summary.js';
import { checkPrompts } from './check-prompts.js';

/** A batch that runs: what happens, and what it adds up to. */
interface RunningBatch {
  method: BatchMethod;
  events: Observable<BatchEvent>;
  summary: BatchSummary;
  elapsed: () => number;
}

/** Many ideas with one request. */
@Injectable()
export class BatchService {
  private readonly logger = new Logger('Batch');

  constructor(
    private readonly batches: Batches,
    private readonly registry: Models,
    private readonly counters: Counters,
    private readonly ideas: IdeaRepository,
    private readonly generation: GenerationSettings,
    private readonly settings: BatchSettings,
  ) {}

  /** Answers JSON when everything has ended, or a stream where the client asks for one. Hanging up cancels what is left. */
  async answer(request: BatchRequest, response: Response): Promise<void> {
    const batch = this.begin(request, callerOf(response.req).client, traceOf(response.req));
    await this.count(batch.method);
    // Whoever hung up while that was written is not told apart by an event any more.
    if (response.destroyed) return;
    if (response.req.headers.accept?.includes('text/event-stream') === true) return this.stream(batch, response);
    await this.collect(batch, response);
  }

  private begin(request: BatchRequest, client: string, trace: string | undefined): RunningBatch {
    const ensemble = this.check(request);
    const { prompts, models, n, parallel, category, creativity_level, language, angle, on_worker_loss, distinct } =
      request;
    const items = planItems(prompts, models, ensemble?.models[0] ?? this.registry.currentModel, n);
    const diversity = new BatchDiversity();
    const method = methodOf(items, parallel);
    const startedAt = performance.now();
    return {
      method,
      // The fields of a batch are fewer than those of an idea: the rest has its default.
      events: this.batches
        .run(
          items,
          method,
          {
            client,
            category,
            creativityLevel: creativity_level,
            language,
            angle,
            ensemble,
            maxTokens: 400,
            trace,
            onWorkerLoss: on_worker_loss,
          },
          { diversity, rewriter: distinct ? this.rewriter(diversity) : undefined },
        )
        .pipe(
          countDiversity(diversity, this.counters, (error) =>
            this.warn('The diversity of a batch is not counted', error),
          ),
        ),
      summary: new BatchSummary(items.length, diversity),
      elapsed: () => (performance.now() - startedAt) / 1000,
    };
  }

  private stream({ method, events, summary, elapsed }: RunningBatch, response: Response): Promise<void> {
    const { chunkSize: size, chunkDelay } = this.generation;
    const requestId = requestIdOf(response);
    return sendEvents(
      response,
      events.pipe(batchStream({ method, summary, elapsed, size, delay: chunkDelay * 1000, requestId })),
    );
  }

  private async collect({ events, summary, elapsed }: RunningBatch, response: Response): Promise<void> {
    const collected = events.pipe(
      tap((happened) => {
        summary.add(happened);
        if ('failure' in happened) logBug(happened.failure, requestIdOf(response));
      }),
      takeUntil(hangUpOf(response)),
    );
    await lastValueFrom(collected, { defaultValue: undefined });
    response.json(summary.response(elapsed()));
  }

  private check({ prompts, models, n, ensemble }: BatchRequest): Ensemble | undefined {
    const { maxPrompts } = this.settings;
    if (prompts.length > maxPrompts) {
      throw validationFailed([{ path: 'prompts', reason: `prompts must have no more than ${maxPrompts} elements` }]);
    }
    if (prompts.length * n > maxPrompts) {
      throw validationFailed([
        { path: 'n', reason: `n ideas for each prompt must be no more than ${maxPrompts} in all` },
      ]);
    }
    if (models.length > prompts.length) {
      throw validationFailed([{ path: 'models', reason: 'models must have no more elements than prompts' }]);
    }
    checkPrompts(prompts, this.generation.inputMaxLength);
    return ensemble && toEnsemble(ensemble, models.length > 0 ? 'models' : undefined, this.generation);
  }

  private rewriter(diversity: BatchDiversity): Rewriter {
    return new Rewriter(diversity, this.ideas, (id, error) =>
      this.warn(`The replaced idea ${id} is not deleted`, error),
    );
  }

  private warn(what: string, error: unknown): void {
    this.logger.warn(`${what}: ${MuseError.from(error).code}`);
  }

  private async count(method: BatchMethod): Promise<void> {
    await this.counters.add('batch.requests', 1);
    await this.counters.add(`batch.method.${method}`, 1);
  }
}
