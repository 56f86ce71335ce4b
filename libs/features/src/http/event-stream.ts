import type { Response } from 'express';
import type { Observable } from 'rxjs';

/** One event of a server-sent event stream. */
export interface SseMessage {
  id: string;
  data: unknown;
}

/** Milliseconds of silence after which a comment shows proxies and clients that the stream lives. */
const heartbeat = 15_000;

/**
 * Sends an Observable as server-sent events and unsubscribes when the client goes. The response begins with the first
 * event: a failure before it rejects, so that it becomes an ordinary HTTP error.
 * @returns when the stream has begun, or the client has gone
 */
export function sendEvents(response: Response, source: Observable<SseMessage>): Promise<void> {
  return new Promise((resolve, reject) => {
    let pulse: NodeJS.Timeout | undefined;
    const open = (): void => {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-cache, no-transform',
        // nginx would gather the events before it sends them on.
        'X-Accel-Buffering': 'no',
      });
      pulse = setInterval(() => response.write(': still here\n\n'), heartbeat);
      resolve();
    };
    const subscription = source.subscribe({
      next: ({ id, data }) => {
        if (!response.headersSent) open();
        pulse?.refresh();
        response.write(`id: ${id}\ndata: ${JSON.stringify(data)}\n\n`);
      },
      error: (error: Error) => (response.headersSent ? response.destroy() : reject(error)),
      complete: () => response.end(),
    });
    response.on('close', () => {
      clearInterval(pulse);
      subscription.unsubscribe();
      resolve();
    });
  });
}
