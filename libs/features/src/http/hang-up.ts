import type { Response } from 'express';
import { fromEvent, type Observable } from 'rxjs';

/** Emits when the client has gone, or when the response has been sent. */
export function hangUpOf(response: Response): Observable<unknown> {
  return fromEvent(response, 'close');
}
