import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Service } from './service.js';
import { within } from './wait.js';

/** A connection that sends what it is told, and reads only when it is told. */
export class RawClient {
  private constructor(private readonly socket: Socket) {}

  /** Resolves when everything was handed to the system. */
  static async open(service: Service, text: string): Promise<RawClient> {
    const { hostname, port } = new URL(service.url);
    const socket = connect({ host: hostname, port: Number(port) }).pause();
    // Whoever is cut off is cut off.
    socket.on('error', () => undefined);
    await within(once(socket, 'connect'), 'a connection');
    if (text !== '') socket.write(text);
    return new RawClient(socket);
  }

  /** Reads everything up to the end that the server makes. */
  async readAll(): Promise<string> {
    let text = '';
    this.socket.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    const ended = once(this.socket, 'end');
    this.socket.resume();
    await within(ended, 'the end of a connection');
    return text;
  }

  /**
   * Resolves when the server has cut it; what came before is thrown away. A server that ends with unread bytes resets the
   * connection: that is a cut as well, and `once` would throw at it.
   */
  async closed(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (this.socket.closed) resolve();
      else this.socket.once('close', () => resolve());
    });
    this.socket.resume();
    await within(closed, 'a connection to be cut');
  }

  close(): void {
    this.socket.destroy();
  }
}

/** A whole request with a JSON body; the server closes the connection after its answer. */
export function rawPost(path: string, body: unknown): string {
  const json = JSON.stringify(body);
  return (
    `POST ${path} HTTP/1.1\r\nHost: service\r\nConnection: close\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`
  );
}
