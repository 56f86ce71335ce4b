import { randomUUID } from 'node:crypto';
import { catchError, concatMap, defer, EMPTY, filter, merge, type Observable, type Subscription } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import { type BatchJob, countItems, type ItemCounts } from './batch-job.js';
import type { IdempotencyKey } from './batch-job-repository.js';
import type { JobEvent } from './job-event.js';
import { JobNews } from './job-news.js';
import type { JobTools } from './job-run.js';
import { JobRunner, type JobRunnerOptions } from './job-runner.js';

export interface BatchJobsOptions extends JobRunnerOptions {
  /** Jobs that may be open at the same time, as far as this process has heard of them. */
  maxOpen: number;
  /** Days after which a job that has ended is forgotten; its ideas stay. */
  keepDays: number;
  /** Emits when it is time to look what other processes did, whatever they told. */
  look: Observable<unknown>;
}

/** A job as it is now. */
export interface JobView {
  job: BatchJob;
  state: 'queued' | 'running' | 'done' | 'cancelled';
  counts: ItemCounts;
  /** Items that are being written now; only the process that runs the job knows of them, elsewhere they wait. */
  running: ReadonlySet<number>;
}

const nothing: ReadonlySet<number> = new Set<number>();
const day = 24 * 60 * 60 * 1000;

/**
 * Batches that survive a restart: each is kept before it is accepted, and each outcome before anyone hears of it. Several
 * processes may share them: any accepts, shows and cancels every job, and one at a time runs it.
 */
export class BatchJobs {
  /** Jobs that are being kept. */
  private arriving = 0;
  private readonly news = new JobNews();
  private readonly runner: JobRunner;
  private looking?: Subscription;
  private closed = false;

  constructor(
    private readonly tools: JobTools,
    private readonly options: BatchJobsOptions,
  ) {
    this.runner = new JobRunner(
      tools,
      options,
      (id, event) => this.news.tell(id, event),
      (id) => this.news.stir(id),
    );
  }

  /** Goes on with what was open when the service ended, and from now on with what other processes leave. */
  async resume(): Promise<void> {
    await this.runner.look();
    const changes = this.tools.signals.heard.pipe(filter(({ what }) => what !== 'outcome'));
    this.looking = merge(changes, this.options.look)
      .pipe(concatMap(() => this.look()))
      .subscribe();
  }

  /**
   * Keeps a job and has it run; with a key that the client used before, the job of then.
   * @returns the id
   * @throws MuseError `queue_full`, `shutting_down`, or `idempotency_key_reused` where the key came with another wish before
   */
  async submit(
    wish: Omit<BatchJob, 'id' | 'status' | 'createdAt'>,
    idempotency?: IdempotencyKey,
    now = new Date(),
  ): Promise<string> {
    const before = await this.earlier(wish.client, idempotency);
    if (before !== undefined) return before;
    this.requireRoom();
    const job: BatchJob = { ...wish, id: randomUUID(), status: 'open', createdAt: now };
    // Before anything is awaited: many who ask at once do not pass the bound together.
    this.arriving += 1;
    try {
      await this.tools.jobs.removeBefore(new Date(now.getTime() - this.options.keepDays * day));
      await this.tools.jobs.add(job, idempotency);
    } catch (error) {
      // The same wish, sent twice at the same time: the other one was kept.
      const other = await this.earlier(wish.client, idempotency);
      if (other === undefined) throw error;
      return other;
    } finally {
      this.arriving -= 1;
    }
    this.begin(job);
    return job.id;
  }

  /** The job as it is now; undefined where there is none. */
  async find(id: string): Promise<JobView | undefined> {
    const job = await this.tools.jobs.find(id);
    return job === undefined ? undefined : this.view(job);
  }

  /** The newest jobs first, `limit` at most; those of one client, or of all. */
  async list(limit: number, client?: string): Promise<JobView[]> {
    const jobs = await this.tools.jobs.list(limit, client);
    return Promise.all(jobs.map((job) => this.view(job)));
  }

  /** What happened in a job after outcome `after`, then what happens, up to its end. Cold; unsubscribing changes nothing for the job. */
  watch(id: string, after = 0): Observable<JobEvent> {
    const signals = this.tools.signals.heard.pipe(filter(({ job }) => job === id));
    // What happens in a job that runs here is told here.
    const stirred = merge(signals, this.options.look).pipe(filter(() => !this.runner.has(id)));
    return this.news.watch({ id, after, stirred, kept: (known) => this.kept(id, known) });
  }

  /** Ends a job at once, wherever it runs; what is done stays. Nothing happens where it has ended. */
  async cancel(id: string): Promise<void> {
    if (!(await this.tools.jobs.end(id, 'cancelled'))) return;
    this.runner.stop(id);
    this.news.stir(id);
    this.tools.signals.tell({ job: id, what: 'ended' });
    this.runner.startNext();
  }

  /**
   * Runs the failed items of a job again.
   * @throws MuseError `batch_not_done` while it runs, or where it was cancelled; `queue_full`, `shutting_down`
   */
  async retry(job: BatchJob): Promise<void> {
    this.requireRoom();
    if (!(await this.tools.jobs.reopen(job.id))) {
      throw new MuseError('batch_not_done', 'Only the failed items of a batch that is done can be run again.');
    }
    this.begin(job);
  }

  /** Starts no further job. Those that run end with the generations, and go on after the next start, or in another process. */
  close(): void {
    this.closed = true;
    this.looking?.unsubscribe();
    this.runner.close();
  }

  /** Lets go of what still runs when no generation does any more, so that another process goes on at once. */
  letGo(): void {
    this.runner.letGo();
  }

  private begin({ id, client }: BatchJob): void {
    this.runner.add({ id, client, interrupted: false });
    this.tools.signals.tell({ job: id, what: 'open' });
  }

  /** What cannot be read now is looked for the next time. */
  private look(): Observable<void> {
    return defer(() => this.runner.look()).pipe(
      catchError((error: unknown) => {
        this.options.observe('all', 'cannot be looked for', error);
        return EMPTY;
      }),
    );
  }

  private async earlier(client: string, idempotency: IdempotencyKey | undefined): Promise<string | undefined> {
    if (idempotency === undefined) return undefined;
    const found = await this.tools.jobs.findByKey(client, idempotency.key);
    if (found === undefined || found.fingerprint === idempotency.fingerprint) return found?.id;
    throw new MuseError(
      'idempotency_key_reused',
      'This Idempotency-Key came with another request before. Use a new one.',
    );
  }

  /** @throws MuseError `shutting_down` or `queue_full`. */
  private requireRoom(): void {
    if (this.closed) throw new MuseError('shutting_down', 'The service is shutting down.');
    if (this.arriving + this.runner.size < this.options.maxOpen) return;
    const detail = `There are ${this.options.maxOpen} batches that have not ended, and no more are taken.`;
    throw new MuseError('queue_full', detail, { retryAfter: 60 });
  }

  private async view(job: BatchJob): Promise<JobView> {
    const running = this.runner.runOf(job.id)?.running ?? nothing;
    const counts = countItems(job, await this.tools.jobs.countOutcomes(job.id), running.size);
    const state = job.status === 'open' ? await this.openState(job) : job.status;
    return { job, state, counts, running };
  }

  private async openState({ id, client }: BatchJob): Promise<'queued' | 'running'> {
    const isRunning = this.runner.has(id) || (await this.tools.leases.running(client)) === id;
    return isRunning ? 'running' : 'queued';
  }

  /** What there is to tell of a job after outcome `after`. */
  private async kept(id: string, after: number): Promise<JobEvent[]> {
    const view = await this.find(id);
    const outcomes = await this.tools.jobs.outcomes(id, after);
    const events = outcomes.map((outcome): JobEvent => ({ type: 'outcome', outcome }));
    if (view === undefined) return events;
    const { job, counts } = view;
    const last: JobEvent =
      job.status === 'open' ? { type: 'progress', counts } : { type: 'ended', status: job.status, counts };
    return [...events, last];
  }
}
