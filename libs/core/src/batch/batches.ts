import { catchError, concatMap, filter, from, map, mergeMap, type Observable, of, retry, tap, throwError } from 'rxjs';
import type { BatchDiversity } from '../diversity/batch-diversity.js';
import type { Rewriter } from '../diversity/rewriter.js';
import { textsOf } from '../ensembles/strategies/strategy-of.js';
import { type ErrorCode, MuseError } from '../errors/muse-error.js';
import type { GenerationRequest } from '../generations/generation-request.js';
import type { Generations } from '../generations/generations.js';
import type { IdeaEvent } from '../generations/idea-event.js';
import type { Models } from '../models/models.js';
import type { BatchEvent } from './batch-event.js';
import { type BatchItem, type BatchMethod, byModel } from './batch-plan.js';

export interface BatchOptions {
  /** Texts of one batch that a model is given at the same time: what its runners, at all workers, write together. */
  perModel: (model: string) => number;
  /** Models that work side by side. */
  models: number;
}

export interface RunOptions {
  /** Emits once when an item that nobody could write may be tried again; left out, it fails. */
  again?: () => Observable<unknown>;
  /** Hears of every finished idea; of a rewriter's, from the rewriter. */
  diversity?: BatchDiversity;
  /** Has the items written again whose ideas are near-duplicates. */
  rewriter?: Rewriter;
}

/** Nobody could write the item, whatever it is: no worker was there, or the queue was away or has lost it. */
const passing: ReadonlySet<ErrorCode> = new Set(['no_worker', 'queue_unavailable', 'interrupted', 'stream_not_found']);

/** What an item is asked for: a request that names its model. */
type Wish = GenerationRequest & { model: string };

/** Runs many prompts: every finished idea is kept, a failed item fails alone. */
export class Batches {
  constructor(
    private readonly generations: Generations,
    private readonly models: Models,
    private readonly options: BatchOptions,
  ) {}

  /**
   * Cold. Unsubscribing cancels what is left; what is done stays. Never errors: failures are events of their items.
   * @param request what the items share; its angle, where it has one, goes before theirs
   */
  run(
    items: readonly BatchItem[],
    method: BatchMethod,
    request: Omit<GenerationRequest, 'prompt' | 'model' | 'method'>,
    options: RunOptions = {},
  ): Observable<BatchEvent> {
    const write = (item: BatchItem): Observable<BatchEvent> => {
      const { prompt, model, ideaId } = item;
      const wish = { ...request, method, prompt, model, angle: request.angle ?? item.angle, ideaId };
      return this.ideaOf(wish, request.angle !== undefined, options).pipe(
        map((event) => ({ item, event })),
        catchError((error: unknown) => of({ item, failure: MuseError.from(error) })),
      );
    };
    if (method === 'sequential_batch') return from(items).pipe(concatMap(write));
    const { perModel, models } = this.options;
    const together = (model: string): number => Math.max(1, Math.floor(perModel(model) / textsOf(request.ensemble)));
    return from(byModel(items)).pipe(
      mergeMap((group) => from(group).pipe(mergeMap(write, together(group[0].model))), models),
    );
  }

  private ideaOf(
    wish: Wish,
    isAngleWished: boolean,
    { again, diversity, rewriter }: RunOptions,
  ): Observable<IdeaEvent> {
    if (rewriter !== undefined) {
      return rewriter.write(wish, isAngleWished, (next) => this.generate({ ...next, model: wish.model }, again));
    }
    return this.generate(wish, again).pipe(
      tap((event) => {
        if (event.type === 'complete') diversity?.add(event.idea);
      }),
    );
  }

  private generate(wish: Wish, again?: () => Observable<unknown>): Observable<IdeaEvent> {
    return this.generations.generate(wish).pipe(
      // Others may have filled the model's queue: a batch waits until a place is free instead of failing.
      retry({
        delay: (error: MuseError) =>
          again !== undefined && passing.has(error.code) ? again() : this.whenRoom(wish.model, error),
      }),
    );
  }

  private whenRoom(model: string, error: MuseError): Observable<unknown> {
    if (error.code !== 'queue_full') return throwError(() => error);
    return this.models.left.pipe(filter((key) => key === model));
  }
}
