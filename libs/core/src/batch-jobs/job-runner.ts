import {
  concat,
  concatMap,
  defer,
  EMPTY,
  filter,
  map,
  type Observable,
  of,
  Subscription,
  switchMap,
  takeWhile,
} from 'rxjs';
import { type BatchJob, countItems } from './batch-job.js';
import type { JobEvent } from './job-event.js';
import { JobRun, type JobTools, type RunEvent } from './job-run.js';

export interface JobRunnerOptions {
  /** Jobs that run in this process at the same time, of one client never more than one, wherever it runs. */
  sideBySide: number;
  /** Emits once when a job whose outcomes could not be kept may try again. */
  pause: () => Observable<unknown>;
  /** Emits once when an item may be tried again that nobody could write; see `Batches`. */
  again: () => Observable<unknown>;
  /** Says what happens, for the log. */
  observe: (job: string, event: string, error?: unknown) => void;
}

/** A job that is to be run. */
export interface Ticket extends Pick<BatchJob, 'id' | 'client'> {
  /** Whether it may have run before and been cut. */
  interrupted: boolean;
}

interface Running extends Ticket {
  /** Undefined until the job is found and may run here. */
  run?: JobRun;
  isHeld: boolean;
  /** Whether it was found open again while its lease was asked for: the answer may be out of date. */
  isFoundAgain: boolean;
  work: Subscription;
}

const over = { type: 'over' } as const;

/** Runs the jobs that no other process runs. */
export class JobRunner {
  private waiting: Ticket[] = [];
  private readonly running = new Map<string, Running>();
  /** Open jobs that may not run here, since another process has their client. */
  private readonly elsewhere = new Set<string>();
  private readonly paused = new Set<string>();
  private closed = false;

  constructor(
    private readonly tools: JobTools,
    private readonly options: JobRunnerOptions,
    /** Hears what happens in the jobs that run here. */
    private readonly tell: (id: string, event: JobEvent) => void,
    /** Hears of a job that ran here and was ended elsewhere. */
    private readonly onEnded: (id: string) => void,
  ) {}

  /** Open jobs, as far as this process knows. */
  get size(): number {
    return this.waiting.length + this.running.size + this.elsewhere.size + this.paused.size;
  }

  has(id: string): boolean {
    return this.running.has(id);
  }

  runOf(id: string): JobRun | undefined {
    return this.running.get(id)?.run;
  }

  add(ticket: Ticket): void {
    this.elsewhere.delete(ticket.id);
    if (!this.isKnown(ticket.id)) this.waiting.push(ticket);
    this.startNext();
  }

  /** Takes in what is open, whoever accepted it or ran it before, and lets go of what was ended elsewhere. */
  async look(): Promise<void> {
    // What comes while that is read is newer than what is read.
    const [waited, ran] = [new Set(this.waiting), [...this.running.values()]];
    const open = await this.tools.jobs.open();
    const ids = new Set(open.map(({ id }) => id));
    this.waiting = this.waiting.filter((ticket) => !waited.has(ticket) || ids.has(ticket.id));
    for (const running of ran) {
      if (ids.has(running.id) || this.running.get(running.id) !== running) continue;
      this.drop(running);
      this.onEnded(running.id);
    }
    this.elsewhere.clear();
    for (const id of ids) {
      const running = this.running.get(id);
      if (running !== undefined) running.isFoundAgain = true;
    }
    this.waiting.push(...open.filter(({ id }) => !this.isKnown(id)).map((job) => ({ ...job, interrupted: true })));
    this.startNext();
  }

  /** Lets go of a job at once. */
  stop(id: string): void {
    this.waiting = this.waiting.filter((ticket) => ticket.id !== id);
    this.elsewhere.delete(id);
    const running = this.running.get(id);
    if (running !== undefined) this.drop(running);
  }

  startNext(): void {
    while (!this.closed && this.running.size < this.options.sideBySide) {
      const busy = new Set([...this.running.values()].map(({ client }) => client));
      const index = this.waiting.findIndex(({ client }) => !busy.has(client));
      if (index < 0) return;
      const [ticket] = this.waiting.splice(index, 1);
      this.start(ticket);
    }
  }

  /** Starts no further job. */
  close(): void {
    this.closed = true;
  }

  /** Lets go of all that runs: another process may go on with it. */
  letGo(): void {
    for (const running of this.running.values()) {
      this.drop(running);
      if (running.isHeld) this.tools.signals.tell({ job: running.id, what: 'open' });
    }
  }

  private isKnown(id: string): boolean {
    return this.running.has(id) || this.paused.has(id) || this.waiting.some((ticket) => ticket.id === id);
  }

  private start(ticket: Ticket): void {
    const running: Running = { ...ticket, isHeld: false, isFoundAgain: false, work: new Subscription() };
    this.running.set(ticket.id, running);
    const events = this.tools.leases.hold(ticket).pipe(
      switchMap(() => concat(this.lead(running), of(over))),
      takeWhile((event) => event.type !== 'over'),
    );
    running.work.add(
      events.subscribe({
        next: (event) => this.hear(running, event),
        error: (error: unknown) => this.pause(running, error),
        complete: () => this.leave(running),
      }),
    );
  }

  private lead(running: Running): Observable<JobEvent> {
    running.isHeld = true;
    this.options.observe(running.id, running.interrupted ? 'goes on' : 'begins');
    return defer(() => this.tools.jobs.find(running.id)).pipe(
      switchMap((job) => (job?.status === 'open' ? this.run(job, running) : EMPTY)),
    );
  }

  private run(job: BatchJob, running: Running): Observable<JobEvent> {
    const run = new JobRun(job, this.tools, this.options.again);
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

  private hear({ id }: Running, event: JobEvent | typeof over): void {
    if (event.type === 'over') return;
    this.tell(id, event);
    if (event.type === 'outcome') this.tools.signals.tell({ job: id, what: 'outcome' });
  }

  /** It has run to its end, was cut, or may not run here. */
  private leave(running: Running): void {
    const { id, client, isHeld, isFoundAgain, run } = running;
    this.drop(running);
    if (isHeld) this.tools.signals.tell({ job: id, what: run?.isComplete === false ? 'open' : 'ended' });
    if (!isHeld && isFoundAgain) this.waiting.push({ id, client, interrupted: true });
    else if (!isHeld || run?.isComplete === false) this.elsewhere.add(id);
    this.startNext();
  }

  /** What cannot be kept now (the disk is full) may be kept later. */
  private pause(running: Running, error: unknown): void {
    const { id, client } = running;
    this.options.observe(id, 'pauses, because its outcomes cannot be kept', error);
    this.drop(running);
    this.paused.add(id);
    this.options.pause().subscribe(() => {
      this.paused.delete(id);
      this.add({ id, client, interrupted: true });
    });
    this.startNext();
  }

  /** Whoever takes it now finds that it is given back. */
  private drop(running: Running): void {
    if (this.running.get(running.id) === running) this.running.delete(running.id);
    running.work.unsubscribe();
  }
}

/** After an outcome, how far the job is. */
function tellWithProgress(event: RunEvent, run: JobRun): JobEvent[] {
  return event.type === 'outcome' ? [event, { type: 'progress', counts: run.counts }] : [event];
}
