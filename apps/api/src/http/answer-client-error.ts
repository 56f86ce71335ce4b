import type { ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { answerRaw } from './answer-raw.js';

/**
 * Answers what is no whole HTTP request, so that it reaches neither Express nor the filter, and ends the connection.
 * @param response of the last request of this connection
 */
export function answerClientError(error: NodeJS.ErrnoException, socket: Duplex, response?: ServerResponse): void {
  // What follows after an answer is thrown away.
  if (socket.writableEnded) return;
  // Where an answer is on its way, another would only be a part of it.
  const isAnswering = response !== undefined && response.headersSent && !response.writableFinished;
  if (!socket.writable || isAnswering) {
    socket.destroy();
    return;
  }
  answerRaw(socket, toMuseError(error));
}

function toMuseError({ code }: NodeJS.ErrnoException): MuseError {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return new MuseError(
        'request_timeout',
        'The request did not arrive in time. Send header and body without pauses.',
      );
    case 'HPE_HEADER_OVERFLOW':
      return new MuseError('headers_too_large', 'Address and header may have 64 KB together.');
    default:
      return new MuseError('malformed_request', 'This is no HTTP/1.1 request.');
  }
}
