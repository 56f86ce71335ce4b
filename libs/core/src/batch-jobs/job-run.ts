import { concat, concatMap, defer, EMPTY, from, map, type Observable, of, switchMap } from 'rxjs';
import type { BatchEvent } from '../batch/batch-event.js';
import { methodOf } from '../batch/batch-plan.js';
import type { Batches } from '../batch/batches.js';
import type { IdeaRepository } from '../ideas/idea-repository.js';
import {
  type BatchJob,
  countItems,
  type ItemCounts,
  type ItemOutcome,
  itemsWithout,
  type JobItem,
  sizeOf,
} from './batch-job.js';
import type { BatchJobRepository } from './batch-job-repository.js';
import { ideaIdOf } from './idea-id-of.js';
import type { JobLeases } from './job-leases.js';
import type { JobSignals } from './job-signals.js';

/** What jobs are run with. */
export interface JobTools {
  jobs: BatchJobRepository;
  ideas: IdeaRepository;
  batches: Batches;
  leases: JobLeases;
  signals: JobSignals;
}

/** What a run tells: an item has begun, or its outcome is kept. */
export type RunEvent = { type: 'running'; index: number } | { type: 'outcome'; outcome: ItemOutcome };

/** How an item ended, before it has a number. */
type Ending = { index: number } & (
  { state: 'done'; ideaId: string } | { state: 'failed'; code: string; detail: string }
);

/** Runs the items of a job that have no outcome yet, and keeps every outcome before anyone hears of it. */
export class JobRun {
  /** Items that are being written now. */
  readonly running = new Set<number>();
  /** Outcomes that are kept, those of earlier runs included. */
  done = 0;
  failed = 0;
  private seq = 0;

  constructor(
    private readonly job: BatchJob,
    private readonly tools: Pick<JobTools, 'jobs' | 'ideas' | 'batches'>,
    /** Emits once when an item that nobody could write may be tried again. */
    private readonly again: () => Observable<unknown>,
  ) {}

  get counts(): ItemCounts {
    return countItems(this.job, this, this.running.size);
  }

  /** Whether every item has its outcome. */
  get isComplete(): boolean {
    return this.done + this.failed === sizeOf(this.job);
  }

  /**
   * Cold; unsubscribing ends the items that run. Completes when nothing is left to run, or when the service takes no new work;
   * errors where an outcome cannot be kept.
   * @param interrupted an earlier run may have been cut between an idea and its outcome
   */
  events(interrupted: boolean): Observable<RunEvent> {
    return defer(() => this.itemsLeft()).pipe(
      switchMap(async (items) => ({ items, written: interrupted ? await this.writtenOf(items) : [] })),
      switchMap(({ items, written }) => {
        const known = new Set(written);
        const found = from(written).pipe(
          concatMap(({ index }) => this.keep({ index, state: 'done', ideaId: this.ideaId(index) })),
        );
        return concat(found, this.write(items.filter((item) => !known.has(item))));
      }),
    );
  }

  private async itemsLeft(): Promise<JobItem[]> {
    const { jobs } = this.tools;
    const [outcomes, last] = await Promise.all([jobs.outcomes(this.job.id), jobs.lastSeq(this.job.id)]);
    const ended = new Set(outcomes.map(({ index }) => index));
    this.seq = last;
    for (const { state } of outcomes) this[state] += 1;
    return itemsWithout(this.job, (index) => ended.has(index));
  }

  /** Those of the items whose idea is kept although they have no outcome. */
  private async writtenOf(items: readonly JobItem[]): Promise<JobItem[]> {
    const ideas = await this.tools.ideas.findAll(items.map(({ index }) => this.ideaId(index)));
    const written = new Set(ideas.map(({ id }) => id));
    return items.filter(({ index }) => written.has(this.ideaId(index)));
  }

  private write(left: readonly JobItem[]): Observable<RunEvent> {
    const items = left.map((item) => ({ ...item, ideaId: this.ideaId(item.index) }));
    const { client, wish, parallel } = this.job;
    const { n: _n, ...request } = wish;
    return this.tools.batches
      .run(items, methodOf(items, parallel), { ...request, client }, { again: this.again })
      .pipe(concatMap((happened) => this.take(happened)));
  }

  private take(happened: BatchEvent): Observable<RunEvent> {
    const { index } = happened.item;
    if ('failure' in happened) {
      this.running.delete(index);
      const { code, detail } = happened.failure;
      // It has not failed: it has not been run, and will be after the next start.
      return code === 'shutting_down' ? EMPTY : this.keep({ index, state: 'failed', code, detail });
    }
    const { event } = happened;
    if (event.type === 'complete') return this.keep({ index, state: 'done', ideaId: event.ideaId });
    if (event.type === 'restart') this.running.delete(index);
    // An ensemble begins with its candidates.
    if ((event.type !== 'start' && event.type !== 'candidate') || this.running.has(index)) return EMPTY;
    this.running.add(index);
    return of({ type: 'running', index });
  }

  private keep(ending: Ending): Observable<RunEvent> {
    return defer(() => {
      const outcome: ItemOutcome = { ...ending, seq: (this.seq += 1) };
      return from(this.tools.jobs.record(this.job.id, outcome)).pipe(
        map((): RunEvent => {
          this.running.delete(ending.index);
          this[ending.state] += 1;
          return { type: 'outcome', outcome };
        }),
      );
    });
  }

  private ideaId(index: number): string {
    return ideaIdOf(this.job.id, index);
  }
}
