import { catchError, concatMap, filter, from, map, mergeMap, type Observable, of, retry, throwError } from 'rxjs';
import { type ErrorCode, MuseError } from '../errors/muse-error.js';
import type { GenerationRequest } from '../generations/generation-request.js';
import type { Generations } from '../generations/generations.js';
import type { Models } from '../models/models.js';
import type { BatchEvent } from './batch-event.js';
import { type BatchItem, type BatchMethod, byModel } from './batch-plan.js';

export interface BatchOptions {
  /** Texts of one batch that a model is given at the same time: what its runners, at all workers, write together. */
  perModel: (model: string) => number;
  /** Models that work side by side. */
  models: number;
}

/** Nobody could write the item, whatever it is: no worker was there, or the queue was away or has lost it. */
const passing: ReadonlySet<ErrorCode> = new Set(['no_worker', 'queue_unavailable', 'interrupted', 'stream_not_found']);

/** Runs many prompts: every finished idea is kept, a failed item fails alone. */
export class Batches {
  constructor(
    private readonly generations: Generations,
    private readonly models: Models,
    private readonly options: BatchOptions,
  ) {}

  /**
   * Cold. Unsubscribing cancels what is left; what is done stays. Never errors: failures are events of their items.
   * @param again emits once when an item that nobody could write may be tried again; left out, it fails
   */
  run(
    items: readonly BatchItem[],
    method: BatchMethod,
    request: Omit<GenerationRequest, 'prompt' | 'model' | 'method'>,
    again?: () => Observable<unknown>,
  ): Observable<BatchEvent> {
    const write = (item: BatchItem): Observable<BatchEvent> =>
      this.write(item, { ...request, method, prompt: item.prompt, model: item.model, ideaId: item.ideaId }, again);
    if (method === 'sequential_batch') return from(items).pipe(concatMap(write));
    const { perModel, models } = this.options;
    return from(byModel(items)).pipe(
      mergeMap((group) => from(group).pipe(mergeMap(write, perModel(group[0].model))), models),
    );
  }

  private write(
    item: BatchItem,
    request: GenerationRequest,
    again?: () => Observable<unknown>,
  ): Observable<BatchEvent> {
    return this.generations.generate(request).pipe(
      // Others may have filled the model's queue: a batch waits until a place is free instead of failing.
      retry({
        delay: (error: MuseError) =>
          again !== undefined && passing.has(error.code) ? again() : this.whenRoom(item.model, error),
      }),
      map((event) => ({ item, event })),
      catchError((error: unknown) => of({ item, failure: MuseError.from(error) })),
    );
  }

  private whenRoom(model: string, error: MuseError): Observable<unknown> {
    if (error.code !== 'queue_full') return throwError(() => error);
    return this.models.left.pipe(filter((key) => key === model));
  }
}
