import { Matches } from 'class-validator';
import { applyDecorators } from '@nestjs/common';
import { Optional } from '../http/fields.js';
import { validationFailed } from '../http/validation.js';

/** How far a stream has come: what was sent (of an idea its characters, code points), or its end. */
export type StreamMark = number | 'end';

/** A place in a stream. */
export interface StreamPlace {
  /** What the stream tells of: an idea or a batch. */
  id: string;
  /** How often it was begun by then: what was sent is counted anew each time. */
  attempt: number;
  mark: StreamMark;
}

const form = /^([0-9a-f-]{36}):(?:([2-9]|[1-9]\d{1,5})\.(?=\d))?(\d{1,9}|end)$/;
const allowed = 'must be the id of an event of this service, as in 0b5f3c1e-6f0c-4c0e-9d53-0f3a4a0c5f11:120';

/**
 * Writes the `id:` of an event, the place in the stream where it ends: `{id}:{sent}` in the first attempt, `{id}:{attempt}.{sent}` in
 * every other, and `{id}:end`.
 */
export function eventId({ id, attempt, mark }: StreamPlace): string {
  return attempt === 1 || mark === 'end' ? `${id}:${mark}` : `${id}:${attempt}.${mark}`;
}

/** Reads what `eventId` wrote; undefined for everything else. After the end, attempts are one. */
export function readEventId(text: string): StreamPlace | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [, id, attempt = '1', mark] = match;
  return { id, attempt: Number(attempt), mark: mark === 'end' ? mark : Number(mark) };
}

/**
 * Reads what a client says in Last-Event-ID.
 * @throws MuseError `validation_failed` where it is no id of ours.
 */
export function placeOf(lastEventId: string): StreamPlace {
  const place = readEventId(lastEventId);
  if (place === undefined) throw validationFailed([{ path: 'Last-Event-ID', reason: `Last-Event-ID ${allowed}` }]);
  return place;
}

/** A field that holds the id of an event, for clients that cannot send Last-Event-ID. */
export function LastEventId(): PropertyDecorator {
  return applyDecorators(Optional(), Matches(form, { message: `last_event_id ${allowed}` }));
}
