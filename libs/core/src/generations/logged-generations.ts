import { randomUUID } from 'node:crypto';
import { concatMap, defer, finalize, identity, type MonoTypeOperatorFunction, Observable, Subscription } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import { countStream } from '../statistics/count-stream.js';
import type { StreamStatistics } from '../statistics/stream-statistics.js';
import type { EventLog } from './event-log.js';
import type { GenerationRequest } from './generation-request.js';
import { GenerationStreams, type StreamOptions } from './generation-streams.js';
import type { Generations } from './generations.js';
import type { IdeaEvent } from './idea-event.js';
import type { KeptStreams } from './kept-streams.js';
import { Readers } from './readers.js';

/** A generation that is being written. */
interface Run extends StreamOptions {
  id: string;
  readers: Readers;
  work: Subscription;
  /** Resolves when it is noted as resumable; undefined before its first event. */
  noted?: Promise<void>;
}

/** Generations of this process: they are written into the log, and every reader reads that. */
export class LoggedGenerations extends GenerationStreams {
  private readonly running = new Map<string, Run>();

  constructor(
    private readonly generations: Generations,
    private readonly log: EventLog,
    private readonly kept: KeptStreams,
    private readonly statistics: StreamStatistics,
    /** Seconds that a resumable generation goes on without a reader. */
    private readonly grace: number,
  ) {
    super();
  }

  override begin(request: GenerationRequest, options: StreamOptions): Observable<IdeaEvent> {
    return new Observable((subscriber) => {
      const id = randomUUID();
      const readers = new Readers(options.resumable ? this.grace : 0, () => this.abandon(run));
      const run: Run = { ...options, id, readers, work: new Subscription() };
      this.running.set(id, run);
      this.log.open(id, options.owner);
      const reading = this.read(id).subscribe(subscriber);
      this.write(run, request);
      return reading;
    });
  }

  override async follow(id: string, key: string | undefined): Promise<Observable<IdeaEvent>> {
    const logged = await this.log.find(id);
    await this.kept.check(id, logged, key);
    return logged === undefined ? this.kept.replay(id) : this.read(id);
  }

  override async cancel(id: string, key: string | undefined): Promise<void> {
    await this.kept.check(id, await this.log.find(id), key);
    const run = this.running.get(id);
    if (run === undefined) return;
    run.work.unsubscribe();
    this.end(run, new MuseError('cancelled', 'The generation was cancelled.'));
  }

  private write(run: Run, request: GenerationRequest): void {
    const events = this.generations
      .generate({ ...request, ideaId: run.id })
      .pipe(run.resumable ? this.noted(run) : identity, countStream(this.statistics));
    run.work.add(
      events.subscribe({
        next: (event) => (event.type === 'complete' ? this.end(run, event) : this.log.append(run.id, event)),
        error: (error: unknown) => this.end(run, MuseError.from(error)),
      }),
    );
  }

  private read(id: string): Observable<IdeaEvent> {
    return defer(() => {
      const readers = this.running.get(id)?.readers;
      readers?.enter();
      return this.log.read(id).pipe(finalize(() => readers?.leave()));
    });
  }

  /** Notes the generation as resumable before anybody hears its id. */
  private noted(run: Run): MonoTypeOperatorFunction<IdeaEvent> {
    return concatMap(async (event) => {
      run.noted ??= this.kept.note(run.id, run.owner);
      await run.noted;
      return event;
    });
  }

  private end(run: Run, last: IdeaEvent | MuseError): void {
    this.running.delete(run.id);
    run.readers.close();
    if (last instanceof MuseError) this.log.fail(run.id, last);
    else this.log.append(run.id, last);
    // Nobody knows the id of one that never began.
    if (run.noted === undefined) this.log.remove(run.id);
    // After the next start whoever comes back shall hear that it was interrupted.
    if (last instanceof MuseError && last.code !== 'shutting_down') this.forget(run);
  }

  private abandon(run: Run): void {
    run.work.unsubscribe();
    this.running.delete(run.id);
    this.log.remove(run.id);
    this.forget(run);
  }

  private forget(run: Run): void {
    void run.noted?.then(() => this.kept.forget(run.id)).catch(() => undefined);
  }
}
