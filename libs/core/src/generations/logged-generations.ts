import { randomUUID } from 'node:crypto';
import {
  concatMap,
  defer,
  finalize,
  from,
  identity,
  type MonoTypeOperatorFunction,
  Observable,
  Subscription,
  throwError,
} from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { IdeaRepository } from '../ideas/idea-repository.js';
import { countStream } from '../statistics/count-stream.js';
import type { StreamStatistics } from '../statistics/stream-statistics.js';
import type { EventLog, Owned } from './event-log.js';
import type { GenerationRequest } from './generation-request.js';
import { GenerationStreams, type StreamOptions } from './generation-streams.js';
import type { Generations } from './generations.js';
import type { IdeaEvent } from './idea-event.js';
import { Readers } from './readers.js';
import { replay } from './replay.js';
import type { ResumableRepository } from './resumable-repository.js';
import { streamNotFound } from './stream-not-found.js';

/** Milliseconds for which a finished generation can be read again, and an interrupted one is known as such. */
const keptFor = 24 * 60 * 60 * 1000;

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
    private readonly resumables: ResumableRepository,
    private readonly ideas: IdeaRepository,
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
    check(id, logged ?? (await this.resumables.find(id)), key);
    return logged === undefined ? this.replay(id) : this.read(id);
  }

  override async cancel(id: string, key: string | undefined): Promise<void> {
    check(id, (await this.log.find(id)) ?? (await this.resumables.find(id)), key);
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

  private async replay(id: string): Promise<Observable<IdeaEvent>> {
    const idea = await this.ideas.find(id);
    if (idea !== undefined && idea.text !== null) return from(replay(idea, idea.text));
    const interrupted = new MuseError('interrupted', 'The service was restarted before this generation had ended.');
    return throwError(() => interrupted);
  }

  /** Notes the generation as resumable before anybody hears its id. */
  private noted(run: Run): MonoTypeOperatorFunction<IdeaEvent> {
    return concatMap(async (event) => {
      run.noted ??= this.note(run);
      await run.noted;
      return event;
    });
  }

  private async note({ id, owner }: Run): Promise<void> {
    const startedAt = new Date();
    await this.resumables.add({ id, owner, startedAt });
    await this.resumables.removeBefore(new Date(startedAt.getTime() - keptFor));
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

  /** Where that fails, it is called interrupted after a restart; nothing worse. */
  private forget(run: Run): void {
    void run.noted?.then(() => this.resumables.remove(run.id)).catch(() => undefined);
  }
}

/** Without keys whoever knows an id may have what is behind it; with keys, only its own. */
function check(id: string, found: Owned | undefined, key: string | undefined): void {
  if (found === undefined || (key !== undefined && key !== found.owner)) throw streamNotFound(id);
}
