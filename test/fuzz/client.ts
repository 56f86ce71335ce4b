import { Agent, type IncomingHttpHeaders, type IncomingMessage, request as open } from 'node:http';
import { createParser } from 'eventsource-parser';
import type { Json } from '../support/json.js';
import { within } from '../support/wait.js';
import { encode } from './bodies.js';
import type { FuzzRequest } from './requests.js';

/** What came back; of a stream, its first event. */
export interface FuzzAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  event?: Json;
}

/** Sends requests as they are, over connections that are kept. */
export class Client {
  private readonly agent = new Agent({ keepAlive: true });

  /** @param headers every request has them, unless it has others of the same name */
  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
  ) {}

  /** Resolves with the whole answer, or with the first event of a stream, which is hung up then. */
  send(request: FuzzRequest): Promise<FuzzAnswer> {
    return within(this.attempt(request), 'an answer');
  }

  close(): void {
    this.agent.destroy();
  }

  private attempt(request: FuzzRequest, again = true): Promise<FuzzAnswer> {
    const { method, address, headers, body } = request;
    const { bytes, headers: ofBody } = body === undefined ? { bytes: undefined, headers: {} } : encode(body);
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(this.url);
      const outgoing = open({
        agent: this.agent,
        method,
        hostname,
        port,
        path: address,
        headers: { ...this.headers, ...ofBody, ...headers },
      });
      outgoing.on('response', (response) => void read(response).then(resolve, reject));
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        // The service closes idle connections, and may do so while a request is on its way: nobody has read it then.
        if (error.code === 'ECONNRESET' && outgoing.reusedSocket && again) {
          this.attempt(request, false).then(resolve, reject);
        } else reject(error);
      });
      outgoing.end(bytes);
    });
  }
}

function read(response: IncomingMessage): Promise<FuzzAnswer> {
  const { statusCode: status = 0, headers } = response;
  const isStream = headers['content-type']?.startsWith('text/event-stream') === true;
  let text = '';
  return new Promise((resolve, reject) => {
    const parser = createParser({
      onEvent: ({ data }) => {
        // Only the first: others may have come with it.
        if (response.destroyed) return;
        resolve({ status, headers, text, event: JSON.parse(data) });
        response.destroy();
      },
    });
    response.setEncoding('utf8');
    response.on('data', (part: string) => {
      text += part;
      if (isStream) parser.feed(part);
    });
    response.on('end', () => resolve({ status, headers, text }));
    response.on('error', reject);
  });
}
