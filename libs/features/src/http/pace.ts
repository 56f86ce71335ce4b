import type { Response } from 'express';
import { fromEvent, NEVER, type Observable, share } from 'rxjs';

/** How a reader takes what is written to it. */
export interface Pace {
  /** Whether it has taken what was written, but for a little that waits in the socket. */
  readonly ready: boolean;
  /** Emits when it is ready again. */
  readonly drained: Observable<unknown>;
}

/** Of a reader that takes everything at once. */
export const alwaysReady: Pace = { ready: true, drained: NEVER };

/** The pace of whoever reads a response. */
export function paceOf(response: Response): Pace {
  return {
    get ready() {
      return !response.writableNeedDrain;
    },
    drained: fromEvent(response, 'drain').pipe(share()),
  };
}
