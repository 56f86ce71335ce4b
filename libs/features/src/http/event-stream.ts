import { MuseError } from '@muse/core/errors/muse-error.js';
import type { Response } from 'express';
import type { Observable } from 'rxjs';

/** One event of a server-sent event stream. */
export interface SseMessage {
  /** Left out where nobody resumes the stream. */
  id?: string;
  /** Sent as JSON; a text as it is. */
  data: unknown;
}

export interface EventStreamOptions {
  /** Opens the response at once: whatever fails is an event of the stream. */
  atOnce?: boolean;
  /** Milliseconds after which an `EventSource` that was cut off shall come back; left out, it decides itself. */
  retry?: number;
  /** What is sent of a failure after the first event; left out, the connection is cut. */
  farewell?: (error: MuseError) => unknown;
}

const head = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  'Cache-Control': 'no-cache, no-transform',
  // nginx would gather the events before it sends them on.
  'X-Accel-Buffering': 'no',
};

/** Milliseconds of silence after which a comment shows proxies and clients that the stream lives. */
const heartbeat = 15_000;

/** Milliseconds after which a reader that takes nothing of what waits for it is dropped. */
const patience = 60_000;

/**
 * Sends an Observable as server-sent events and unsubscribes when the client goes. The response begins with the first
 * event, or after 15 s without one: a failure before rejects, so that it becomes an ordinary HTTP error. HEAD, which
 * Express leads to the handlers of GET, gets the head alone: it must change nothing, and a stream without an end would never
 * answer it.
 * @returns when the stream has begun, or the client has gone
 */
export function sendEvents(
  response: Response,
  source: Observable<SseMessage>,
  { atOnce = false, retry, farewell }: EventStreamOptions = {},
): Promise<void> {
  if (response.req.method === 'HEAD') {
    response.writeHead(200, head).end();
    return Promise.resolve();
  }
  return new Promise((resolve, reject) => {
    // Whoever has gone already is not told apart by an event any more.
    if (response.destroyed) return resolve();
    let stalled: NodeJS.Timeout | undefined;
    const mustTake = (): void => {
      stalled ??= setTimeout(() => response.destroy(), patience);
    };
    const write = (text: string): void => {
      if (!response.headersSent) open();
      if (!response.write(text)) mustTake();
    };
    const open = (): void => {
      response.writeHead(200, head);
      if (retry !== undefined) write(`retry: ${retry}\n\n`);
      resolve();
    };
    const end = (text = ''): void => {
      clearInterval(pulse);
      response.end(text);
      mustTake();
    };
    // Whoever has not taken what there is needs no sign of life.
    const pulse = setInterval(() => response.writableNeedDrain || write(': still here\n\n'), heartbeat);
    if (atOnce) {
      open();
      response.flushHeaders();
    }
    response.on('drain', () => {
      clearTimeout(stalled);
      stalled = undefined;
    });
    const subscription = source.subscribe({
      next: (message) => {
        pulse.refresh();
        write(written(message));
      },
      error: (error: Error) => {
        if (!response.headersSent) {
          clearInterval(pulse);
          return reject(error);
        }
        if (farewell === undefined) return response.destroy();
        end(written({ data: farewell(MuseError.from(error)) }));
      },
      complete: () => end(),
    });
    response.on('close', () => {
      clearInterval(pulse);
      clearTimeout(stalled);
      subscription.unsubscribe();
      resolve();
    });
  });
}

function written({ id, data }: SseMessage): string {
  const mark = id === undefined ? '' : `id: ${id}\n`;
  return `${mark}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}
