import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const partitions = new Set<Partition>();

afterAll(() => {
  for (const partition of partitions) partition.close();
  partitions.clear();
});

/** Stands between a process and Redis, and parts them: connections break, or nothing more comes through and nobody is told. */
export class Partition {
  private readonly sockets = new Set<Socket>();
  private state: 'open' | 'cut' | 'stalled' = 'open';

  private constructor(
    private readonly target: URL,
    private readonly server: Server,
  ) {
    partitions.add(this);
    server.on('connection', (client: Socket) => this.pass(client));
  }

  static async before(url: string): Promise<Partition> {
    const server = createServer().listen(0, '127.0.0.1');
    const partition = new Partition(new URL(url), server);
    await once(server, 'listening');
    return partition;
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection; new ones break, too. */
  cut(): void {
    this.state = 'cut';
    for (const socket of this.sockets) socket.destroy();
  }

  /** Holds back everything that is sent, on new connections, too. */
  stall(): void {
    this.state = 'stalled';
    for (const socket of this.sockets) socket.pause();
  }

  /** Lets everything through again, what was held back first. */
  heal(): void {
    this.state = 'open';
    for (const socket of this.sockets) socket.resume();
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private pass(client: Socket): void {
    if (this.state === 'cut') {
      client.destroy();
      return;
    }
    const service = connect(Number(this.target.port), this.target.hostname);
    for (const [from, to] of [
      [client, service],
      [service, client],
    ]) {
      this.sockets.add(from);
      from
        .on('error', () => undefined)
        .on('data', (data) => to.write(data))
        .on('close', () => {
          this.sockets.delete(from);
          to.destroy();
        });
      if (this.state === 'stalled') from.pause();
    }
  }
}
