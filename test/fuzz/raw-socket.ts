import { connect } from 'node:net';
import { within } from '../support/wait.js';

/** One answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

/**
 * Sends bytes over a connection of its own and resolves with all that came back when it has ended.
 * @param halfClose whether to say at once that nothing more comes; otherwise the service has to end the connection
 */
export function exchange(url: string, bytes: string, halfClose: boolean): Promise<string> {
  const { hostname, port } = new URL(url);
  const received: Buffer[] = [];
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const end = new Promise<string>((resolve) => {
    socket.on('data', (part) => received.push(part));
    // A refusal may come before everything is sent, and the connection is gone then: what matters is what has come back.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(received).toString('latin1')));
    socket.on('end', () => socket.end());
    socket.write(bytes, 'latin1');
    if (halfClose) socket.end();
  });
  return within(end, 'the service to hang up').finally(() => socket.destroy());
}

/** A body at the beginning of a text, and how much of the text it took; undefined where it is not whole. */
type Taken = { body: string; length: number } | undefined;

function bytesOf(head: string): (text: string) => Taken {
  const length = Number(/^content-length: (\d+)\r$/im.exec(head)?.[1] ?? 0);
  return (text) => (text.length < length ? undefined : { body: text.slice(0, length), length });
}

function chunksOf(text: string): Taken {
  let [body, length] = ['', 0];
  for (;;) {
    const match = /^([0-9a-f]+)\r\n/i.exec(text.slice(length));
    if (match === null) return undefined;
    const size = parseInt(match[1], 16);
    const begin = length + match[0].length;
    length = begin + size + 2;
    if (text.slice(length - 2, length) !== '\r\n') return undefined;
    if (size === 0) return { body, length };
    body += text.slice(begin, begin + size);
  }
}

/**
 * Takes apart what came over a connection.
 * @throws Error where it is not whole answers of HTTP/1.1, one after the other
 */
export function parseAnswers(text: string): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = text;
  while (rest !== '') {
    const match = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n/.exec(rest);
    if (match === null) throw new Error(`No answer of HTTP/1.1: ${JSON.stringify(rest.slice(0, 200))}`);
    const [{ length }, status, head] = match;
    const body = /^transfer-encoding: chunked\r$/im.test(head) ? chunksOf : bytesOf(head);
    const taken = body(rest.slice(length));
    if (taken === undefined) throw new Error(`An answer that was cut off: ${JSON.stringify(rest.slice(0, 500))}`);
    answers.push({ status: Number(status), head, body: taken.body });
    rest = rest.slice(length + taken.length);
  }
  return answers;
}
