import { firstValueFrom, map, type Observable, ReplaySubject, type Subscription } from 'rxjs';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { Generations } from '@muse/core/generations/generations.js';
import type { KeptStreams } from '@muse/core/generations/kept-streams.js';
import { replay } from '@muse/core/generations/replay.js';
import type { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import type { Tracing } from '@muse/core/tracing/tracing.js';
import type { LoggedEvent } from '../redis/log-entry.js';
import type { RedisEventLog } from '../redis/redis-event-log.js';
import { type GenerationJob, traceOf } from './generation-job.js';

/** Times that a worker may be lost with a job before the job counts as the reason. */
const mostLosses = 3;
/** Times that a job may be begun at all: what is given back again and again comes to an end, too. */
const mostAttempts = 20;

export interface JobTools {
  generations: Generations;
  ideas: IdeaRepository;
  kept: KeptStreams;
  log: RedisEventLog;
  tracing: Tracing;
}

/** A job as a worker has got it. */
export interface TakenJob {
  id: string;
  job: GenerationJob;
  /** 1 for the first worker that took it. */
  attempt: number;
  /** How many of those before were lost. */
  losses: number;
  /** When it was put into the queue, in milliseconds since 1970. */
  addedAt: number;
}

/** Why a worker is done with a job: it has come to its end, nobody wants it, another has it, or another shall have it. */
export type JobEnd = 'ended' | 'unwanted' | 'lost' | 'given back';

/** One job on its worker: writes, keeps the idea, and tells all of it in the log. */
export class JobRun {
  private readonly stopped = new ReplaySubject<JobEnd>(1);
  private work?: Subscription;
  /** From then on its log is another's, even another attempt's in this process. */
  private isOver = false;
  private isGivenBack = false;

  constructor(
    private readonly taken: TakenJob,
    private readonly tools: JobTools,
  ) {}

  /** Resolves when this worker is done with it. */
  async run(): Promise<JobEnd> {
    const { id, attempt } = this.taken;
    const { log, kept } = this.tools;
    this.traceWait();
    const stopped = firstValueFrom(this.stopped);
    log.takeOver(id, attempt);
    this.begin().catch((error: unknown) => this.fail(error));
    const end = await stopped;
    this.isOver = true;
    this.work?.unsubscribe();
    if (end === 'unwanted') {
      log.remove(id);
      kept.forget(id);
    } else {
      if (end !== 'lost') await log.written(id);
      log.release(id);
    }
    // Where its end could not be told, another attempt finds the idea and tells it.
    return end === 'ended' && this.isGivenBack ? 'given back' : end;
  }

  /** Ends it here before it has come to its end. */
  stop(why: Exclude<JobEnd, 'ended'>): void {
    // What ends it here in the same moment is not told: another begins anew.
    if (why === 'given back') this.isGivenBack = this.isOver = true;
    this.stopped.next(why);
  }

  private async begin(): Promise<void> {
    const { attempt, losses } = this.taken;
    if (attempt > 1) {
      if (losses >= mostLosses || attempt > mostAttempts || this.failsOnLoss()) throw workerLost();
      this.tellRestart();
    }
    if (await this.tellKept()) return;
    this.work = this.events().subscribe({
      next: (event) => this.tell(event),
      error: (error: unknown) => void this.onError(error),
      complete: () => this.stopped.next('ended'),
    });
    // It may have been stopped before there was anything to stop.
    if (!this.stopped.observed) this.work.unsubscribe();
  }

  /** A job that begins anew has waited for the worker that was lost, too. */
  private traceWait(): void {
    const { job, addedAt, attempt } = this.taken;
    const attributes = { 'muse.attempt': attempt };
    this.tools.tracing.start('wait in queue', { parent: traceOf(job), startedAt: addedAt, attributes }).end();
  }

  private events(): Observable<LoggedEvent> {
    const { job } = this.taken;
    const { generations } = this.tools;
    if (job.kind === 'idea') return generations.generate(job.request);
    const { model, client, request, trace, waitedForModel } = job;
    return generations
      .write(model, [request], { client, parallel: 1, trace, waitedForModel })
      .pipe(map(({ event }) => event));
  }

  /** Tells the idea where it has been kept already: by who was lost a moment later, or by who went on without knowing. */
  private async tellKept(): Promise<boolean> {
    const { id, job } = this.taken;
    if (job.kind !== 'idea') return false;
    const idea = await this.tools.ideas.find(id);
    if (idea === undefined || idea.text === null) return false;
    for (const event of replay(idea, idea.text)) this.tell(event);
    this.stopped.next('ended');
    return true;
  }

  private async onError(error: unknown): Promise<void> {
    try {
      if (this.taken.attempt > 1) {
        const idea = await this.tools.ideas.find(this.taken.id);
        if (idea !== undefined) {
          this.tellRestart();
          if (await this.tellKept()) return;
        }
      }
      this.fail(error);
    } catch {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    if (!this.isOver) this.tools.log.fail(this.taken.id, MuseError.from(error));
    this.stopped.next('ended');
  }

  private tellRestart(): void {
    const { id, attempt, job } = this.taken;
    this.tell(job.kind === 'idea' ? { type: 'restart', ideaId: id, attempt } : { type: 'restarted', attempt });
  }

  private tell(event: LoggedEvent): void {
    if (!this.isOver) this.tools.log.append(this.taken.id, event);
  }

  private failsOnLoss(): boolean {
    const { job } = this.taken;
    return job.kind === 'idea' && job.request.onWorkerLoss === 'fail';
  }
}

function workerLost(): MuseError {
  return new MuseError('worker_lost', 'The worker that wrote this was lost.');
}
