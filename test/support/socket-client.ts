import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Json } from './json.js';
import type { Service } from './service.js';
import { within } from './wait.js';

/** A client's side of a socket: what it heard, in order. */
export class SocketClient {
  readonly heard: Json[] = [];
  private readonly news: (() => void)[] = [];

  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => {
      this.heard.push(JSON.parse(data.toString()));
      for (const look of this.news) look();
    });
  }

  static async open(
    service: Service,
    options: { headers?: Record<string, string>; query?: string } = {},
  ): Promise<SocketClient> {
    const url = `${service.url.replace('http', 'ws')}/api/v1/ws${options.query ?? ''}`;
    const client = new SocketClient(new WebSocket(url, { headers: options.headers }));
    await within(once(client.socket, 'open'), 'the socket to open');
    return client;
  }

  say(message: unknown): void {
    this.socket.send(JSON.stringify(message));
  }

  generate(id: string, request: Json): void {
    this.say({ type: 'generate', request_id: id, request });
  }

  /** The first message that was or will be heard of this kind. */
  async until(matches: (message: Json) => boolean, what: string): Promise<Json> {
    return within(
      new Promise((resolve) => {
        const look = (): void => {
          const found = this.heard.find(matches);
          if (found !== undefined) resolve(found);
        };
        this.news.push(look);
        look();
      }),
      what,
    );
  }

  end(id: string): Promise<Json> {
    const isEnd = ({ type, request_id: other }: Json): boolean =>
      other === id && (type === 'complete' || type === 'error');
    return this.until(isEnd, `the end of ${id}`);
  }

  of(id: string): Json[] {
    return this.heard.filter(({ request_id: other }) => other === id);
  }
}
