import type { Response } from 'express';
import { fromEvent, type Observable } from 'rxjs';

/** Emits when the client has gone, or when the response has been sent. */
export function hangUpOf(response: Response): Observable<unknown> {
  return fromEvent(response, 'close');
}

/** The same for what takes a signal. */
export function hangUpSignalOf(response: Response): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => controller.abort());
  return controller.signal;
}
