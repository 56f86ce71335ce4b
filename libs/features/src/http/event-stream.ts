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

/** Milliseconds of silence after which a comment shows proxies and clients that the stream lives. */
const heartbeat = 15_000;

/**
 * Sends an Observable as server-sent events and unsubscribes when the client goes. The response begins with the first
 * event, or after 15 s without one: a failure before rejects, so that it becomes an ordinary HTTP error.
 * @param farewell what is sent of a later failure; without it the connection is cut
 * @returns when the stream has begun, or the client has gone
 */
export function sendEvents(
  response: Response,
  source: Observable<SseMessage>,
  farewell?: (error: MuseError) => unknown,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const open = (): void => {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-cache, no-transform',
        // nginx would gather the events before it sends them on.
        'X-Accel-Buffering': 'no',
      });
      resolve();
    };
    const pulse = setInterval(() => {
      if (!response.headersSent) open();
      response.write(': still here\n\n');
    }, heartbeat);
    const subscription = source.subscribe({
      next: (message) => {
        if (!response.headersSent) open();
        pulse.refresh();
        response.write(written(message));
      },
      error: (error: Error) => {
        if (!response.headersSent) return reject(error);
        if (farewell === undefined) return response.destroy();
        response.end(written({ data: farewell(MuseError.from(error)) }));
      },
      complete: () => response.end(),
    });
    response.on('close', () => {
      clearInterval(pulse);
      subscription.unsubscribe();
      resolve();
    });
  });
}

function written({ id, data }: SseMessage): string {
  const mark = id === undefined ? '' : `id: ${id}\n`;
  return `${mark}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}
