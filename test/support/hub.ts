import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** A request that the hub was asked. */
export interface HubRequest {
  path: string;
  headers: IncomingMessage['headers'];
}

/** Answers in the hub's place. */
type Fault = (response: ServerResponse, file: Buffer | undefined, request: IncomingMessage) => void;

const hubs = new Set<Hub>();

afterAll(async () => {
  await Promise.all([...hubs].map((hub) => hub.stop()));
});

/** Starts a hub on 127.0.0.1 that has one repository, `muse/tiny`, with the files of a folder. */
export async function startHub(folder: string): Promise<Hub> {
  const hub = new Hub(folder);
  await hub.listen();
  return hub;
}

/** A hub of our own: the addresses and headers of the real one, and faults that tests ask for. */
export class Hub {
  readonly repository = 'muse/tiny';
  readonly requests: HubRequest[] = [];
  /** Whether it answers a Range with the part. */
  ranges = true;
  private readonly faults: { match: RegExp; fault: Fault; times: number }[] = [];
  private readonly server: Server;

  constructor(private readonly folder: string) {
    this.server = createServer((request, response) => this.answer(request, response));
    hubs.add(this);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    hubs.delete(this);
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The next requests whose path matches are answered by the fault. */
  fail(match: RegExp, fault: Fault, times = 1): void {
    this.faults.push({ match, fault, times });
  }

  /** Requests whose path matches. */
  asked(match: RegExp): HubRequest[] {
    return this.requests.filter(({ path }) => match.test(path));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    this.requests.push({ path, headers: request.headers });
    const name = decodeURIComponent(path).replace(/^\/(muse\/tiny\/resolve|bucket)\/main\//, '');
    const file = name !== path && this.names().includes(name) ? readFileSync(join(this.folder, name)) : undefined;
    const planned = this.faults.find(({ match, times }) => times > 0 && match.test(path));
    if (planned !== undefined) {
      planned.times -= 1;
      planned.fault(response, file, request);
    } else if (path.startsWith('/api/models/muse/tiny/tree/main')) this.list(response);
    else if (file !== undefined) this.send(response, file, request);
    else response.writeHead(404).end();
  }

  private list(response: ServerResponse): void {
    const files = this.names().map((path) => {
      const content = readFileSync(join(this.folder, path));
      const { length: size } = content;
      const oid = createHash('sha1').update(`blob ${size}\0`).update(content).digest('hex');
      const big = { oid: createHash('sha256').update(content).digest('hex'), size, pointerSize: 130 };
      return { type: 'file', path, size, oid, ...(path.startsWith('onnx/') ? { lfs: big } : {}) };
    });
    const listing = [{ type: 'directory', path: 'onnx', oid: '0'.repeat(40), size: 0 }, ...files];
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(listing));
  }

  /** A file, or the part of it that was asked for. */
  send(response: ServerResponse, file: Buffer, request: IncomingMessage): void {
    const etag = etagOf(file);
    const range = /^bytes=(\d+)-$/.exec(request.headers.range ?? '');
    const condition = request.headers['if-range'];
    const begin = this.ranges && range !== null && (condition ?? etag) === etag ? Number(range[1]) : 0;
    if (begin > file.length) {
      response.writeHead(416).end();
      return;
    }
    const part = file.subarray(begin);
    const partial = { 'content-range': `bytes ${begin}-${file.length - 1}/${file.length}` };
    response.writeHead(begin > 0 ? 206 : 200, { 'content-length': part.length, etag, ...(begin > 0 ? partial : {}) });
    response.end(part);
  }

  private names(): string[] {
    return (readdirSync(this.folder, { recursive: true }) as string[])
      .filter((name) => statSync(join(this.folder, name)).isFile())
      .sort();
  }
}

export function etagOf(file: Buffer): string {
  return `"${createHash('sha256').update(file).digest('hex')}"`;
}

/** A status without a file. */
export function status(code: number, headers: Record<string, string> = {}): Fault {
  return (response) => void response.writeHead(code, headers).end();
}

/** Sends so many bytes of the file and hangs up. */
export function breakOff(bytes: number): Fault {
  return (response, file) => {
    response.writeHead(200, { 'content-length': file!.length, etag: etagOf(file!) });
    response.write(file!.subarray(0, bytes));
    // Whoever reads has to have seen them: a broken connection takes what is still on its way.
    setTimeout(() => response.destroy(), 100);
  };
}

/** Sends so many bytes of the file and then nothing, without hanging up. */
export function fallSilent(bytes: number): Fault {
  return (response, file) => {
    response.writeHead(200, { 'content-length': file!.length, etag: etagOf(file!) });
    response.write(file!.subarray(0, bytes));
  };
}

/** Sends other bytes than those of the file. */
export function sendInstead(change: (file: Buffer) => Buffer): Fault {
  return (response, file) => void response.writeHead(200, { etag: '"other"' }).end(change(Buffer.from(file!)));
}

/** Leads to another server, as the hub does for big files. */
export function redirectTo(url: string): Fault {
  return (response, _, { url: path = '' }) => {
    const location = url + path.replace(/^\/muse\/tiny\/resolve/, '/bucket');
    response.writeHead(302, { location }).end('Found.');
  };
}
