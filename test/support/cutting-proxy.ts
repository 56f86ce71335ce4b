import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const proxies = new Set<CuttingProxy>();

afterAll(() => {
  for (const proxy of proxies) proxy.stop();
});

/** Starts a proxy before a service that cuts each of the next answers after so many bytes; the ones after them pass whole. */
export async function cutAfter(target: string, bytes: readonly number[]): Promise<CuttingProxy> {
  const proxy = new CuttingProxy(new URL(target), bytes);
  await proxy.listen();
  return proxy;
}

/** Passes connections on to a service, byte by byte, and breaks them in the middle. */
export class CuttingProxy {
  /** The head of every request that came, as it was sent. */
  readonly requests: string[] = [];
  private readonly sockets = new Set<Socket>();
  private readonly cuts: number[];
  private readonly server: Server;

  constructor(
    private readonly target: URL,
    bytes: readonly number[],
  ) {
    this.cuts = [...bytes];
    this.server = createServer((client) => this.pass(client));
    proxies.add(this);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Cuts that have not happened yet. */
  get left(): number {
    return this.cuts.length;
  }

  async listen(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  stop(): void {
    proxies.delete(this);
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private pass(client: Socket): void {
    const service = connect(Number(this.target.port), this.target.hostname);
    let bytes = this.cuts.at(0) ?? Infinity;
    for (const socket of [client, service]) {
      this.sockets.add(socket);
      // A broken connection is what this is for.
      socket.on('error', () => undefined).on('close', () => this.sockets.delete(socket));
    }
    client
      .on('close', () => service.destroy())
      .on('data', (head: Buffer) => {
        // Requests without a body come in one piece each.
        this.requests.push(head.toString());
        service.write(head);
      });
    service.on('close', () => client.end());
    service.on('data', (part: Buffer) => {
      if (part.length < bytes) {
        bytes -= part.length;
        client.write(part);
        return;
      }
      this.cuts.shift();
      service.destroy();
      // What was passed on arrives; a reset could take it back.
      client.end(part.subarray(0, bytes));
    });
  }
}
