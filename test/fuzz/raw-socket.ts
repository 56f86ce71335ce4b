import { connect } from 'node:net';
import { within } from '../support/wait.js';

/** One answer as it came over the wire. */
export interface RawAnswer {
  status: number;
  head: string;
  body: string;
}

/** Sends bytes over a connection of its own, says that nothing more comes, and resolves with all that came back at its end. */
export function exchange(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const received: Buffer[] = [];
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  const end = new Promise<string>((resolve) => {
    socket.on('data', (part) => received.push(part));
    // A refusal may come before everything is sent, and the connection is gone then: what matters is what has come back.
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(Buffer.concat(received).toString('latin1')));
    socket.on('end', () => socket.end());
    socket.end(bytes, 'latin1');
  });
  return within(end, 'the service to hang up').finally(() => socket.destroy());
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
    const size = Number(/^content-length: (\d+)\r$/im.exec(head)?.[1] ?? 0);
    const body = rest.slice(length, length + size);
    if (body.length < size) throw new Error(`An answer that was cut off: ${JSON.stringify(rest.slice(0, 500))}`);
    answers.push({ status: Number(status), head, body });
    rest = rest.slice(length + size);
  }
  return answers;
}
