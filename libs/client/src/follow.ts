import type { ServerEvent } from './read-events.js';
import { isTransient, patiently, pause, type ReconnectOptions } from './reconnect.js';

export interface FollowOptions {
  /** Ends the stream at once. */
  signal?: AbortSignal;
  /** How patiently a lost connection is tried again; for ever, by default. */
  reconnect?: ReconnectOptions;
  /** Hears of a lost connection (true) and of one that is there again (false). */
  onLost?: (lost: boolean) => void;
}

/** A stream that can be opened again. */
export interface Source<T> {
  /** Opens it after an event, or anew. */
  open: (lastId: string | undefined) => AsyncIterable<ServerEvent<T>>;
  /** Whether nothing follows an event; a stream that ends without is opened again. */
  isLast: (event: T) => boolean;
  /** Opening it anew would begin something a second time: where that fails, it has failed. */
  beginsOnce?: boolean;
}

/** The events of a stream, across lost connections. */
export async function* follow<T>(
  { open, isLast, beginsOnce = false }: Source<T>,
  { signal, reconnect = patiently, onLost }: FollowOptions = {},
): AsyncGenerator<T, void> {
  let lastId: string | undefined;
  for (let attempt = 0; ;) {
    let failure: unknown;
    try {
      let hasEvents = false;
      for await (const { id, data } of open(lastId)) {
        if (attempt > 0) onLost?.(false);
        attempt = 0;
        hasEvents = true;
        lastId = id;
        yield data;
        if (isLast(data)) return;
      }
      // Nothing more to tell: the service says so with an empty answer.
      if (!hasEvents && lastId !== undefined) return;
    } catch (error) {
      const isHopeless = (beginsOnce && lastId === undefined) || !isTransient(error);
      if (signal?.aborted === true || isHopeless) throw error;
      failure = error;
    }
    attempt += 1;
    if (attempt > reconnect.tries) {
      throw failure instanceof Error ? failure : new TypeError('The connection was lost.', { cause: failure });
    }
    if (attempt === 1) onLost?.(true);
    await pause(reconnect.wait(attempt), signal);
  }
}
