import { type ClientRequest, type IncomingMessage, request } from 'node:http';

/** A value of a `data:` line, and when it came. */
export interface TimedEvent {
  data: unknown;
  /** `performance.now()` */
  at: number;
}

export interface OpenRequest {
  /** Resolves at the end of the stream, or when it has been hung up. */
  ended: Promise<void>;
  hangUp(): void;
}

/** Posts JSON to this machine and hands out the events of the answer, on a connection of its own. */
export function postForEvents(url: string, body: unknown, onEvent: (event: TimedEvent) => void): OpenRequest {
  const json = JSON.stringify(body);
  let hungUp = false;
  let sent: ClientRequest;
  const ended = new Promise<void>((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) };
    const onFailure = (error: Error): void => (hungUp ? resolve() : reject(error));
    sent = request(url, { method: 'POST', agent: false, headers }, (response) => {
      response.on('error', onFailure).on('end', resolve);
      if (response.statusCode === 200) readEvents(response, onEvent);
      else readFailure(response, reject);
    });
    sent.on('error', onFailure).end(json);
  });
  const hangUp = (): void => {
    hungUp = true;
    sent.destroy();
  };
  return { ended, hangUp };
}

function readEvents(response: IncomingMessage, onEvent: (event: TimedEvent) => void): void {
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const at = performance.now();
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line.startsWith('data:')) onEvent({ data: JSON.parse(line.slice(5)), at });
  });
}

function readFailure(response: IncomingMessage, reject: (error: Error) => void): void {
  let text = '';
  response.setEncoding('utf8').on('data', (part: string) => (text += part));
  response.on('end', () => reject(new Error(`${response.statusCode}: ${text}`)));
}
