import { randomUUID } from 'node:crypto';
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { MuseError } from '@muse/core/errors/muse-error.js';
import { shapeOn } from '@muse/features/http/error-shape.js';
import { toProblem } from '@muse/features/http/problem.dto.js';
import { openAiErrors } from '@muse/features/openai/openai-errors.js';

/** Milliseconds that a connection stays after its last answer. */
const linger = 1000;

/**
 * Answers with a problem where there is no response to write it to, and ends the connection.
 * @param asked what was asked for, where that is known: its address decides the shape, and HEAD gets no body
 */
export function answerRaw(socket: Duplex, error: MuseError, asked: Pick<IncomingMessage, 'method' | 'url'> = {}): void {
  const id = randomUUID();
  const problem = toProblem(error, id);
  const shape = shapeOn((asked.url ?? '').split('?')[0], [openAiErrors]);
  const body = JSON.stringify(shape.body(problem));
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    `Content-Type: ${shape.contentType}; charset=utf-8`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${id}`,
    'X-Content-Type-Options: nosniff',
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${asked.method === 'HEAD' ? '' : body}`);
  // Not at once: where something is still unread, the system would throw the answer away, too.
  setTimeout(() => socket.destroy(), linger).unref();
}
