import type { Observable } from 'rxjs';
import type { Owned } from './event-log.js';
import type { GenerationRequest } from './generation-request.js';
import type { IdeaEvent } from './idea-event.js';

export interface StreamOptions extends Owned {
  /** Whether it waits for readers that have gone, and can be read again when it has ended. */
  resumable: boolean;
}

/** Generations with an id that anybody may read who may know it: from the beginning, as often as they come back. */
export abstract class GenerationStreams {
  /**
   * Cold: each subscription begins a generation and is its first reader. When the last reader has gone, it stops at the next
   * step, a resumable one after the grace.
   */
  abstract begin(request: GenerationRequest, options: StreamOptions): Observable<IdeaEvent>;

  /**
   * A generation from its beginning, to its end: a running one, one that has ended, or, after a restart of the service, what
   * is kept of it, which is the whole text or that it was `interrupted`.
   * @param key name of the reader's API key; undefined where there are none
   * @throws MuseError `stream_not_found`, also where it belongs to another key.
   */
  abstract follow(id: string, key: string | undefined): Promise<Observable<IdeaEvent>>;

  /**
   * Stops a generation at the next step; its readers hear of it as a failure, `cancelled`. One that has ended stays as it is.
   * @throws MuseError `stream_not_found`, also where it belongs to another key.
   */
  abstract cancel(id: string, key: string | undefined): Promise<void>;
}
