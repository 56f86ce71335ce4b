import type { Observable } from 'rxjs';
import type { MuseError } from '../errors/muse-error.js';
import type { IdeaEvent } from './idea-event.js';

/** Who may read a generation. */
export interface Owned {
  /** Name of the API key that it belongs to; undefined where it was asked for without one. */
  owner: string | undefined;
}

/**
 * What generations have told, for readers that come late or come back. Every adapter passes `test/conformance/event-log.ts`.
 * A log is written by one process, in order; how many read it, and when, is no concern of the writer's.
 */
export abstract class EventLog {
  /** Begins the log of a generation. */
  abstract open(id: string, owner: string | undefined): void;

  /** Adds an event; `complete` ends the log. */
  abstract append(id: string, event: IdeaEvent): void;

  /** Ends the log with a failure. */
  abstract fail(id: string, error: MuseError): void;

  /** Forgets a log. Who reads it hears no more of it. */
  abstract remove(id: string): void;

  /** Whose log it is; undefined where there is none, or none any more. */
  abstract find(id: string): Promise<Owned | undefined>;

  /**
   * Cold. A generation from its beginning: what has happened, then what happens, to its end. What is past may be told in
   * brief: several texts as one, only the last of the `queued`, if it still waits, and of a generation that was started again
   * only the last `restart` and what came after it.
   * Fails as the generation did, or with `stream_not_found` where there is no log.
   */
  abstract read(id: string): Observable<IdeaEvent>;
}
