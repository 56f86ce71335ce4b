import type { IdeaEvent } from '@muse/core/generations/idea-event.js';
import { lengthOf } from '@muse/core/generations/length-of.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { Observable, Subject, Subscription } from 'rxjs';
import { toIdeaDto } from '../generation/idea.dto.js';
import { toCandidateDto } from '../generation/candidate.dto.js';
import { logBug } from '../http/log-bug.js';
import { CandidateChunks } from './candidate-chunks.js';
import { coalesce, type CoalesceOptions } from './coalesce.js';
import { eventId, type StreamMark } from './event-id.js';
import type { TextHad } from './skip-text.js';
import type { StreamEvent } from './stream-event.dto.js';

/** A stream event with the place in the stream where it ends as its `id:` line. */
export interface NumberedEvent {
  id: string;
  event: StreamEvent;
}

export interface StreamOptions extends CoalesceOptions {
  /** Names the request in the log. */
  requestId?: string;
  /** Where the stream goes on; left out, it begins. */
  from?: TextHad & { ideaId: string };
}

/**
 * Turns the events of a generation into those of a stream, the text gathered into chunks. A failure after the first event
 * is a last event of its own; one before it, when the stream has not begun, stays an error. The last event leaves when the
 * reader has taken all text. Text that waits when the generation is begun anew is dropped, and so is that of a candidate which
 * has ended, since its end tells all of it.
 */
export function toStreamEvents({ requestId, from, ...options }: StreamOptions) {
  return (source: Observable<IdeaEvent>): Observable<NumberedEvent> =>
    new Observable((subscriber) => {
      let { ideaId, attempt, characters } = from ?? { ideaId: '', attempt: 1, characters: 0 };
      let progress = 0;
      let text = new Subject<string>();
      let chunks = new Subscription();
      let last: StreamEvent | undefined;

      const send = (event: StreamEvent, mark: StreamMark = characters): void =>
        subscriber.next({ id: eventId({ id: event.idea_id, attempt, mark }), event });
      const candidates = new CandidateChunks(options, ({ index, modelUsed, from: begin, text: content }) =>
        send({ type: 'candidate', idea_id: ideaId, index, model_used: modelUsed, from: begin, content, progress }),
      );
      const end = (event: StreamEvent): void => {
        last = event;
        candidates.close();
        text.complete();
      };
      const beginText = (): void => {
        chunks.unsubscribe();
        text = new Subject();
        chunks = text.pipe(coalesce(options)).subscribe({
          next: (content) => {
            characters += lengthOf(content);
            send({ type: 'chunk', content, idea_id: ideaId, progress });
          },
          complete: () => {
            if (last !== undefined) send(last, 'end');
            subscriber.complete();
          },
        });
      };
      const onEvent = (event: IdeaEvent): void => {
        ideaId = event.ideaId;
        switch (event.type) {
          case 'queued':
            return send({ type: 'queued', idea_id: ideaId, position: event.position, progress: 0 });
          case 'candidate':
            progress = Math.max(progress, event.progress);
            return candidates.take(event);
          case 'candidate_done': {
            const { index, candidate } = event;
            progress = Math.max(progress, event.progress);
            candidates.end(index);
            return send({
              type: 'candidate_complete',
              idea_id: ideaId,
              index,
              candidate: toCandidateDto(candidate),
              progress,
            });
          }
          case 'start':
            return send({ type: 'start', idea_id: ideaId, progress, model_used: event.modelUsed });
          case 'text':
            progress = event.progress;
            return text.next(event.text);
          case 'restart':
            ({ attempt } = event);
            [characters, progress] = [0, 0];
            candidates.close();
            beginText();
            return send({ type: 'restart', idea_id: ideaId, attempt, progress: 0 });
          case 'complete':
            return end({ type: 'complete', idea_id: ideaId, progress: 1, idea: toIdeaDto(event.idea) });
        }
      };
      const onError = (thrown: unknown): void => {
        if (ideaId === '') return subscriber.error(thrown);
        const error = MuseError.from(thrown);
        logBug(error, requestId);
        end({ type: 'error', idea_id: ideaId, error: error.detail, code: error.code });
      };
      beginText();
      const events = source.subscribe({ next: onEvent, error: onError });
      return () => {
        events.unsubscribe();
        chunks.unsubscribe();
        candidates.close();
      };
    });
}
