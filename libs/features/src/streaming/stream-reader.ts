import type { Request } from 'express';
import { callerOf } from '../access/caller.js';
import { placeOf, type StreamPlace } from './event-id.js';

/** Who reads a stream. */
export interface StreamReader {
  /** Tells clients apart, with keys and without. */
  client: string;
  /** Name of the API key; undefined where there are none. */
  key: string | undefined;
  /** Where it was when it was cut off; undefined where it is here for the first time. */
  place: StreamPlace | undefined;
}

/**
 * Who sends the request. The header goes before the query: an `EventSource` that comes back repeats its first URL.
 * @throws MuseError `validation_failed` where Last-Event-ID is no id of ours.
 */
export function readerOf(request: Request, lastEventId?: string): StreamReader {
  const last = request.get('last-event-id') ?? lastEventId ?? '';
  const { client, key } = callerOf(request);
  return { client, key: key?.name, place: last === '' ? undefined : placeOf(last) };
}
