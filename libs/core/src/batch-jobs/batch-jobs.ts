import { randomUUID } from 'node:crypto';
import { concat, concatMap, defer, EMPTY, filter, map, type Observable, type Subscription, switchMap } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import { type BatchJob, countItems, type ItemCounts, type JobStatus } from './batch-job.js';
import type { IdempotencyKey } from './batch-job-repository.js';
import type { JobEvent } from './job-event.js';
import { JobNews } from './job-news.js';
import { JobRun, type JobTools, type RunEvent } from './job-run.js';

export interface BatchJobsOptions {
  /** Jobs that run at the same time, of one client never more than one. */
  sideBySide: number;
  /** Jobs that may be open at the same time. */
  maxOpen: number;
  /** Days after which a job that has ended is forgotten; its ideas stay. */
  keepDays: number;
  /** Emits once when a job whose outcomes could not be kept may try again. */
  pause: () => Observable<unknown>;
  /** Says what happens, for the log. */
  observe: (job: string, event: string, error?: unknown) => void;
}

/** A job as it is now. */
export interface JobView {
  job: BatchJob;
  state: 'queued' | 'running' | 'done' | 'cancelled';
  counts: ItemCounts;
  /** Items that are being written now. */
  running: ReadonlySet<number>;
}

interface Ticket {
  id: string;
  client: string;
  /** Whether it ran before and was cut. */
  interrupted: boolean;
}

interface Running extends Ticket {
  run?: JobRun;
  subscription?: Subscription;
}

const nothing: ReadonlySet<number> = new Set<number>();
const day = 24 * 60 * 60 * 1000;

/** Batches that survive a restart: each is kept before it is accepted, and each outcome before anyone hears of it. */
export class BatchJobs {
  private waiting: Ticket[] = [];
  /** Jobs that are being kept. */
  private arriving = 0;
  private readonly running = new Map<string, Running>();
  private readonly news = new JobNews();
  private closed = false;

  constructor(
    private readonly tools: JobTools,
    private readonly options: BatchJobsOptions,
  ) {}

  /** Goes on with what was open when the service ended. */
  async resume(): Promise<void> {
    const open = await this.tools.jobs.open();
    this.waiting.push(...open.map((job) => ({ ...job, interrupted: true })));
    this.startNext();
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
    this.enqueue({ id: job.id, client: job.client, interrupted: false });
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
    return this.news.watch(id, after, () => this.kept(id, after));
  }

  /** Ends a job at once; what is done stays. Nothing happens where it has ended. */
  async cancel(id: string): Promise<void> {
    if (!(await this.tools.jobs.end(id, 'cancelled'))) return;
    this.waiting = this.waiting.filter((ticket) => ticket.id !== id);
    const running = this.running.get(id);
    this.running.delete(id);
    running?.subscription?.unsubscribe();
    await this.tellEnd(id, 'cancelled');
    this.startNext();
  }

  /**
   * Runs the failed items of a job again.
   * @throws MuseError `batch_not_done` while it runs, or where it was cancelled; `queue_full`, `shutting_down`
   */
  async retry({ id, client }: BatchJob): Promise<void> {
    this.requireRoom();
    if (!(await this.tools.jobs.reopen(id))) {
      throw new MuseError('batch_not_done', 'Only the failed items of a batch that is done can be run again.');
    }
    this.enqueue({ id, client, interrupted: false });
  }

  /** Starts no further job. Those that run end with the generations, and go on after the next start. */
  close(): void {
    this.closed = true;
  }

  private enqueue(ticket: Ticket): void {
    this.waiting.push(ticket);
    this.startNext();
  }

  private startNext(): void {
    while (!this.closed && this.running.size < this.options.sideBySide) {
      const busy = new Set([...this.running.values()].map(({ client }) => client));
      const index = this.waiting.findIndex(({ client }) => !busy.has(client));
      if (index < 0) return;
      const [ticket] = this.waiting.splice(index, 1);
      this.start(ticket);
    }
  }

  private start(ticket: Ticket): void {
    const { id } = ticket;
    const running: Running = { ...ticket };
    this.running.set(id, running);
    this.options.observe(id, ticket.interrupted ? 'goes on' : 'begins');
    running.subscription = defer(() => this.tools.jobs.find(id))
      .pipe(switchMap((job) => (job?.status === 'open' ? this.run(job, running) : EMPTY)))
      .subscribe({
        next: (event) => this.news.tell(id, event),
        error: (error: unknown) => this.pause(running, error),
        complete: () => this.leave(running),
      });
  }

  private run(job: BatchJob, running: Running): Observable<JobEvent> {
    const run = new JobRun(job, this.tools);
    running.run = run;
    const told = run.events(running.interrupted).pipe(concatMap((event) => tellWithProgress(event, run)));
    return concat(
      told,
      defer(async () => (run.isComplete ? this.tools.jobs.end(job.id, 'done') : false)).pipe(
        filter((ended) => ended),
        map((): JobEvent => ({
          type: 'ended',
          status: 'done',
          counts: countItems({ ...job, status: 'done' }, run, 0),
        })),
      ),
    );
  }

  private leave(running: Running): void {
    if (this.running.get(running.id) === running) this.running.delete(running.id);
    this.startNext();
  }

  /** What cannot be kept now (the disk is full) may be kept later. */
  private pause(running: Running, error: unknown): void {
    this.options.observe(running.id, 'pauses, because its outcomes cannot be kept', error);
    const { id, client } = running;
    this.options.pause().subscribe(() => this.enqueue({ id, client, interrupted: true }));
    this.leave(running);
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
    if (this.arriving + this.waiting.length + this.running.size < this.options.maxOpen) return;
    const detail = `There are ${this.options.maxOpen} batches that have not ended, and no more are taken.`;
    throw new MuseError('queue_full', detail, { retryAfter: 60 });
  }

  private async view(job: BatchJob): Promise<JobView> {
    const running = this.running.get(job.id)?.run?.running ?? nothing;
    const counts = countItems(job, await this.tools.jobs.countOutcomes(job.id), running.size);
    const state = job.status === 'open' ? (this.running.has(job.id) ? 'running' : 'queued') : job.status;
    return { job, state, counts, running };
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

  private async tellEnd(id: string, status: JobStatus): Promise<void> {
    const view = await this.find(id);
    if (view !== undefined) this.news.tell(id, { type: 'ended', status, counts: view.counts });
  }
}

/** After an outcome, how far the job is. */
function tellWithProgress(event: RunEvent, run: JobRun): JobEvent[] {
  return event.type === 'outcome' ? [event, { type: 'progress', counts: run.counts }] : [event];
}
