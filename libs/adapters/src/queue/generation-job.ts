import { isBatchMethod } from '@muse/core/batch/batch-plan.js';
import type { GenerationRequest } from '@muse/core/generations/generation-request.js';
import type { TextRequest } from '@muse/core/models/text-generation.js';
import { ensembles } from './queue-keys.js';

/** What a worker is asked for; the id of the job is that of the idea, or of a text that becomes none. */
export type GenerationJob =
  | { kind: 'idea'; request: GenerationRequest & { ideaId: string; model: string } }
  | {
      kind: 'text';
      model: string;
      client: string;
      request: TextRequest;
      /** W3C traceparent of the span that it belongs below. */
      trace?: string;
      /** Whether it is one of a batch's. */
      inBatch?: boolean;
      /** Whether no worker had the model when it was put into the queue. */
      waitedForModel?: boolean;
    };

/** Whose queue it belongs to: its model's, or that of the ensembles. */
export function modelOf(job: GenerationJob): string {
  if (job.kind === 'text') return job.model;
  return job.request.ensemble === undefined ? job.request.model : ensembles;
}

/** W3C traceparent of the span that the job belongs below. */
export function traceOf(job: GenerationJob): string | undefined {
  return job.kind === 'idea' ? job.request.trace : job.trace;
}

/** The same job, of a model that no worker has yet. */
export function waitingForModel(job: GenerationJob): GenerationJob {
  return job.kind === 'text'
    ? { ...job, waitedForModel: true }
    : { ...job, request: { ...job.request, waitedForModel: true } };
}

export function clientOf(job: GenerationJob): string {
  return job.kind === 'idea' ? job.request.client : job.client;
}

/** Whether somebody waits for the answer, and does not only want it to be written some time. */
export function isInteractive(job: GenerationJob): boolean {
  return job.kind === 'text' ? job.inBatch !== true : !isBatchMethod(job.request.method);
}
