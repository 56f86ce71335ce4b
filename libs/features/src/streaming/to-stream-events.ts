import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { Observable, Subject } from 'rxjs';
import { toIdeaDto } from '../generation/idea.dto.js';
import { logBug } from '../http/log-bug.js';
import { lengthOf } from './chunk-cutter.js';
import { coalesce, type CoalesceOptions } from './coalesce.js';
import type { StreamEvent } from './stream-event.dto.js';

/** A stream event with its `id:` line: `{idea_id}:{characters sent up to its end}`, or `{idea_id}:end` for the last. */
export interface NumberedEvent {
  id: string;
  event: StreamEvent;
}

export interface StreamOptions extends CoalesceOptions {
  /** Names the request in the log. */
  requestId?: string;
}

/**
 * Turns the events of a generation into those of a stream, the text gathered into chunks. A failure after the first event
 * is a last event of its own; one before it, when the stream has not begun, stays an error.
 */
export function toStreamEvents({ requestId, ...options }: StreamOptions) {
  return (source: Observable<IdeaEvent>): Observable<NumberedEvent> =>
    new Observable((subscriber) => {
      const text = new Subject<string>();
      let ideaId = '';
      let characters = 0;
      let progress = 0;

      const send = (event: StreamEvent, mark: number | 'end' = characters): void =>
        subscriber.next({ id: `${event.idea_id}:${mark}`, event });
      const chunks = text.pipe(coalesce(options)).subscribe((content) => {
        characters += lengthOf(content);
        send({ type: 'chunk', content, idea_id: ideaId, progress });
      });
      const onEvent = (event: IdeaEvent): void => {
        ideaId = event.ideaId;
        switch (event.type) {
          case 'queued':
            return send({ type: 'queued', idea_id: ideaId, position: event.position, progress: 0 });
          case 'start':
            return send({ type: 'start', idea_id: ideaId, progress: 0, model_used: event.modelUsed });
          case 'text':
            progress = event.progress;
            return text.next(event.text);
          case 'complete':
            text.complete();
            return send({ type: 'complete', idea_id: ideaId, progress: 1, idea: toIdeaDto(event.idea) }, 'end');
        }
      };
      const onError = (thrown: unknown): void => {
        if (ideaId === '') return subscriber.error(thrown);
        const error = MuseError.from(thrown);
        logBug(error, requestId);
        text.complete();
        send({ type: 'error', idea_id: ideaId, error: error.detail, code: error.code }, 'end');
        subscriber.complete();
      };
      const events = source.subscribe({ next: onEvent, error: onError, complete: () => subscriber.complete() });
      return () => {
        events.unsubscribe();
        chunks.unsubscribe();
      };
    });
}
