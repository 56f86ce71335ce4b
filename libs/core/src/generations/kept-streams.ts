import { concatMap, defer, from, type MonoTypeOperatorFunction, type Observable, tap, throwError } from 'rxjs';
import { MuseError } from '../errors/muse-error.js';
import type { IdeaRepository } from '../ideas/idea-repository.js';
import type { Owned } from './event-log.js';
import type { IdeaEvent } from './idea-event.js';
import { replay } from './replay.js';
import type { ResumableRepository } from './resumable-repository.js';
import { streamNotFound } from './stream-not-found.js';

/** Milliseconds for which a finished generation can be read again, and an interrupted one is known as such. */
const keptFor = 24 * 60 * 60 * 1000;

/** What is kept of resumable generations for who comes back when their log is gone. */
export class KeptStreams {
  constructor(
    private readonly resumables: ResumableRepository,
    private readonly ideas: IdeaRepository,
  ) {}

  /** Notes a generation as resumable; resolves once that survives a crash. */
  async note(id: string, owner: string | undefined): Promise<void> {
    const startedAt = new Date();
    await this.resumables.add({ id, owner, startedAt });
    await this.resumables.removeBefore(new Date(startedAt.getTime() - keptFor));
  }

  /** Notes a generation before anybody hears its id, and forgets it when it has failed. */
  noted(id: string, owner: string | undefined): MonoTypeOperatorFunction<IdeaEvent> {
    return (events) =>
      defer(() => {
        let noted: Promise<void> | undefined;
        return events.pipe(
          concatMap(async (event) => {
            noted ??= this.note(id, owner);
            await noted;
            return event;
          }),
          tap({ error: (error: unknown) => this.forgetFailed(id, noted, error) }),
        );
      });
  }

  /** Where that fails, it is called interrupted after a restart; nothing worse. */
  forget(id: string): void {
    this.resumables.remove(id).catch(() => undefined);
  }

  /** @throws MuseError `stream_not_found` where neither the log nor this knows it, or it belongs to another key. */
  async check(id: string, logged: Owned | undefined, key: string | undefined): Promise<void> {
    const found = logged ?? (await this.resumables.find(id));
    // Without keys whoever knows an id may have what is behind it; with keys, only its own.
    if (found === undefined || (key !== undefined && key !== found.owner)) throw streamNotFound(id);
  }

  /** The whole text, or that it was `interrupted`. */
  async replay(id: string): Promise<Observable<IdeaEvent>> {
    const idea = await this.ideas.find(id);
    if (idea !== undefined && idea.text !== null) return from(replay(idea, idea.text));
    const interrupted = new MuseError('interrupted', 'The service was restarted before this generation had ended.');
    return throwError(() => interrupted);
  }

  /** After the next start whoever comes back shall hear that it was interrupted. */
  private forgetFailed(id: string, noted: Promise<void> | undefined, error: unknown): void {
    if (noted !== undefined && MuseError.from(error).code !== 'shutting_down') this.forget(id);
  }
}
