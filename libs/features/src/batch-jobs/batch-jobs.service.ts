import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { methodOf } from '@muse/core/batch/batch-plan.js';
import type { JobWish } from '@muse/core/batch-jobs/batch-job.js';
import { BatchJobRepository, type IdempotencyKey } from '@muse/core/batch-jobs/batch-job-repository.js';
import { BatchJobs, type JobView } from '@muse/core/batch-jobs/batch-jobs.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Models } from '@muse/core/models/models.js';
import { Counters } from '@muse/core/statistics/counters.js';
import type { Response } from 'express';
import type { Caller } from '../access/caller.js';
import { checkPrompts } from '../batch/check-prompts.js';
import { GenerationSettings } from '../generation/generation-settings.js';
import { toEnsemble } from '../generation/to-ensemble.js';
import { sendEvents } from '../http/event-stream.js';
import { validationFailed } from '../http/validation.js';
import { markIn, toBatchJobEvents } from './batch-job-events.js';
import type { BatchItemsQuery, BatchJobsQuery } from './batch-job-query.dto.js';
import type { BatchJobRequest } from './batch-job-request.dto.js';
import { BatchJobSettings } from './batch-job-settings.js';
import type { BatchJobAccepted, BatchJobDto, BatchJobList, BatchJobSummary } from './batch-job.dto.js';
import { fingerprintOf } from './fingerprint.js';
import { toItems, toSummary } from './to-batch-job-dto.js';

/** Batches that survive a restart. Who has a key sees its own; who may administrate, and everybody where there are no keys, sees all. */
@Injectable()
export class BatchJobsService implements OnApplicationBootstrap {
  constructor(
    private readonly jobs: BatchJobs,
    private readonly repository: BatchJobRepository,
    private readonly ideas: IdeaRepository,
    private readonly registry: Models,
    private readonly counters: Counters,
    private readonly generation: GenerationSettings,
    private readonly settings: BatchJobSettings,
  ) {}

  /** Goes on with what was open when the service ended. */
  async onApplicationBootstrap(): Promise<void> {
    await this.jobs.resume();
  }

  async submit(
    request: BatchJobRequest,
    caller: Caller,
    key: string | undefined,
    response: Response,
  ): Promise<BatchJobAccepted> {
    const elsewhere = request.models === undefined ? undefined : 'models';
    const ensemble = request.ensemble && toEnsemble(request.ensemble, elsewhere, this.generation);
    const models = request.models ?? [ensemble?.models[0] ?? this.registry.currentModel];
    this.check(request, models);
    const { prompts, parallel } = request;
    const wish = { client: caller.client, prompts, models, parallel, wish: { ...toWish(request), ensemble } };
    const id = await this.jobs.submit(wish, key === undefined ? undefined : idempotencyOf(key, response.req.body));
    await this.count(models, parallel);
    response.location(`${response.req.path}/${id}`);
    return { id };
  }

  async list({ limit }: BatchJobsQuery, caller: Caller): Promise<BatchJobList> {
    const views = await this.jobs.list(limit, seesAll(caller) ? undefined : caller.client);
    return { items: views.map(toSummary) };
  }

  async get(id: string, query: BatchItemsQuery, caller: Caller): Promise<BatchJobDto> {
    const view = await this.find(id, caller);
    const outcomes = await this.repository.outcomes(id);
    const wanted = outcomes.filter(({ index }) => index >= query.offset && index < query.offset + query.limit);
    const ids = wanted.flatMap((outcome) => (outcome.state === 'done' ? [outcome.ideaId] : []));
    const ideas = new Map((await this.ideas.findAll(ids)).map((idea) => [idea.id, idea]));
    return Object.assign(toSummary(view), { items: toItems(view, wanted, ideas, query) });
  }

  /** Sends what happened after `lastEventId` and what happens; 204, which stops an `EventSource`, where nothing more will. */
  async events(id: string, lastEventId: string | undefined, caller: Caller, response: Response): Promise<void> {
    const { job } = await this.find(id, caller);
    const after = markIn(id, lastEventId);
    if (after === undefined) {
      throw validationFailed([
        { path: 'Last-Event-ID', reason: 'Last-Event-ID must be the id of an event of this batch' },
      ]);
    }
    if (after === 'end') {
      response.status(204).end();
      return;
    }
    const events = toBatchJobEvents(job, (idea) => this.ideas.find(idea), after);
    await sendEvents(response, this.jobs.watch(id, after).pipe(events));
  }

  async cancel(id: string, caller: Caller): Promise<BatchJobSummary> {
    await this.find(id, caller);
    await this.jobs.cancel(id);
    return toSummary(await this.find(id, caller));
  }

  async retry(id: string, caller: Caller): Promise<BatchJobSummary> {
    const { job } = await this.find(id, caller);
    await this.jobs.retry(job);
    return toSummary(await this.find(id, caller));
  }

  /** @throws MuseError `batch_not_found`, also where it is somebody else's. */
  private async find(id: string, caller: Caller): Promise<JobView> {
    const view = await this.jobs.find(id);
    if (view !== undefined && (seesAll(caller) || view.job.client === caller.client)) return view;
    throw new MuseError('batch_not_found', `There is no batch "${id.slice(0, 64)}".`);
  }

  private check({ prompts, n = 1 }: BatchJobRequest, models: readonly string[]): void {
    const { maxItems } = this.settings;
    if (prompts.length * models.length > maxItems) {
      const reason = `prompts times models must be no more than ${maxItems} items`;
      throw validationFailed([{ path: 'prompts', reason }]);
    }
    if (prompts.length * models.length * n > maxItems) {
      const reason = `n ideas for each prompt on each model must be no more than ${maxItems} items in all`;
      throw validationFailed([{ path: 'n', reason }]);
    }
    checkPrompts(prompts, this.generation.inputMaxLength);
  }

  private async count(models: readonly string[], parallel: boolean): Promise<void> {
    const items = models.map((model, index) => ({ index, prompt: '', model }));
    await this.counters.add('batch.requests', 1);
    await this.counters.add(`batch.method.${methodOf(items, parallel)}`, 1);
  }
}

/** Without keys whoever knows an id may use it. */
function seesAll({ key }: Caller): boolean {
  return key === undefined || key.scopes.includes('admin');
}

function toWish({
  category,
  creativity_level,
  language,
  angle,
  max_tokens,
  temperature,
  top_p,
  top_k,
  cache,
  on_worker_loss,
  n,
}: BatchJobRequest): Omit<JobWish, 'ensemble'> {
  return {
    category,
    creativityLevel: creativity_level,
    language,
    angle,
    maxTokens: max_tokens,
    temperature,
    topP: top_p,
    topK: top_k,
    cache,
    onWorkerLoss: on_worker_loss,
    n,
  };
}

/** @throws MuseError `validation_failed` for a key that is none. */
function idempotencyOf(key: string, body: unknown): IdempotencyKey {
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    const reason = 'Idempotency-Key must have 1 to 255 visible ASCII characters';
    throw validationFailed([{ path: 'Idempotency-Key', reason }]);
  }
  return { key, fingerprint: fingerprintOf(body) };
}
