import { Matches } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { Optional } from '../http/fields.js';
import { validationFailed } from '../http/validation.js';

/** How far a stream has come: the number of characters (code points) sent, or its end. */
export type StreamMark = number | 'end';

/** A place in a stream. */
export interface StreamPlace {
  ideaId: string;
  mark: StreamMark;
}

const form = /^([0-9a-f-]{36}):(\d{1,9}|end)$/;
const allowed = 'must be the id of an event of this service, as in 0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11:120';

/** Writes the `id:` of an event: the place in the stream where it ends. */
export function eventId({ ideaId, mark }: StreamPlace): string {
  return `${ideaId}:${mark}`;
}

/**
 * Reads what a client says in Last-Event-ID.
 * @throws MuseError `validation_failed` where it is no id of ours.
 */
export function placeOf(lastEventId: string): StreamPlace {
  const match = form.exec(lastEventId);
  if (match === null) throw validationFailed([{ path: 'Last-Event-ID', reason: `Last-Event-ID ${allowed}` }]);
  return { ideaId: match[1], mark: match[2] === 'end' ? 'end' : Number(match[2]) };
}

/** A field that holds the id of an event, for clients that cannot send Last-Event-ID. */
export function LastEventId(): PropertyDecorator {
  return applyDecorators(Optional(), Matches(form, { message: `last_event_id ${allowed}` }));
}
