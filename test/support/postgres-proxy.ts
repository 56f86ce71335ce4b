import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** Where connections are to break. */
interface Cut {
  /** Words of a statement. */
  at: string;
  /** Before the statement reaches the server, or after the server has answered that it is done. */
  when: 'before' | 'after';
  /** Default: once. */
  times?: number;
}

/** Passes connections on to PostgreSQL, and breaks them at exact statements. */
export class PostgresProxy {
  /** How often it has broken a connection. */
  cuts = 0;
  private cutAt?: Cut;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  private constructor(private readonly target: URL) {
    this.server = createServer((client) => this.pass(client));
  }

  static async before(url: string): Promise<PostgresProxy> {
    const proxy = new PostgresProxy(new URL(url));
    proxy.server.listen(0, '127.0.0.1');
    await once(proxy.server, 'listening');
    return proxy;
  }

  get url(): string {
    const url = new URL(this.target);
    url.port = String((this.server.address() as AddressInfo).port);
    return url.href;
  }

  cut(cut: Cut): void {
    this.cutAt = cut;
  }

  stop(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private pass(client: Socket): void {
    const server = connect(Number(this.target.port), this.target.hostname);
    let unanswered = false;
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ]) {
      this.sockets.add(socket);
      // A broken connection is what this is for.
      socket
        .on('error', () => undefined)
        .on('close', () => {
          this.sockets.delete(socket);
          other.destroy();
        });
    }
    client.on('data', (part) => {
      const { at, when, times = 1 } = this.cutAt ?? { at: '', when: 'before', times: 0 };
      if (this.cuts < times && part.includes(at)) {
        this.cuts += 1;
        if (when === 'before') {
          client.destroy();
          return;
        }
        unanswered = true;
      }
      server.write(part);
    });
    server.on('data', (part) => {
      // The server answers when it has committed.
      if (unanswered) client.destroy();
      else client.write(part);
    });
  }
}
