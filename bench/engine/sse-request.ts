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
      readEvents(response, onEvent).then(resolve, onFailure);
    });
    sent.on('error', onFailure).end(json);
  });
  const hangUp = (): void => {
    hungUp = true;
    sent.destroy();
  };
  return { ended, hangUp };
}

async function readEvents(response: IncomingMessage, onEvent: (event: TimedEvent) => void): Promise<void> {
  let rest = '';
  for await (const text of response.setEncoding('utf8') as AsyncIterable<string>) {
    const at = performance.now();
    if (response.statusCode !== 200) throw new Error(`${response.statusCode}: ${text}`);
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) if (line.startsWith('data:')) onEvent({ data: JSON.parse(line.slice(5)), at });
  }
}
