import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

const networks = new Set<FrailNetwork>();

afterAll(() => {
  for (const network of networks) network.close();
  networks.clear();
});

/** Stands between a browser and a service, and does what networks do: it holds back, and it is cut. */
export async function startNetwork(target: string): Promise<FrailNetwork> {
  const network = new FrailNetwork(new URL(target));
  await network.listening;
  networks.add(network);
  return network;
}

export class FrailNetwork {
  readonly listening: Promise<unknown>;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly held: (() => void)[] = [];
  private isCut = false;
  private pattern?: string;

  constructor(private readonly target: URL) {
    this.server = createServer((socket) => this.accept(socket)).listen(0, '127.0.0.1');
    this.listening = once(this.server, 'listening');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** From the first event on that has this in it, nothing more of its response comes through until `release`. */
  holdAfter(pattern: string): void {
    this.pattern = pattern;
  }

  /** Lets through what was held, and holds nothing any more. */
  release(): void {
    this.pattern = undefined;
    for (const send of this.held.splice(0)) send();
  }

  /** Ends every connection; new ones fail until `mend`. */
  cut(): void {
    this.isCut = true;
    this.pattern = undefined;
    this.held.length = 0;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private accept(socket: Socket): void {
    if (this.isCut) {
      socket.destroy();
      return;
    }
    const upstream = connect(Number(this.target.port), this.target.hostname);
    let isHeld = false;
    for (const [one, other] of [
      [socket, upstream],
      [upstream, socket],
    ]) {
      this.sockets.add(one);
      one
        .on('error', () => undefined)
        .on('close', () => {
          this.sockets.delete(one);
          other.destroy();
        });
    }
    socket.on('data', (data) => upstream.write(data));
    upstream.on('data', (data) => {
      const end = isHeld ? 0 : this.endOfEvent(data);
      socket.write(data.subarray(0, end));
      if (end === data.length) return;
      isHeld = true;
      this.held.push(() => {
        isHeld = false;
        socket.write(data.subarray(end));
      });
    });
  }

  /** Where an event ends that has the pattern in it; the end of the data where none has. */
  private endOfEvent(data: Buffer): number {
    const found = this.pattern === undefined ? -1 : data.indexOf(this.pattern);
    const end = found < 0 ? -1 : data.indexOf('\n\n', found);
    return end < 0 ? data.length : end + 2;
  }
}
