import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { times } from './counts.js';
import type { Json } from './json.js';
import { runnersOf, runnersToEnd } from './processes.js';
import { openStream, type SseStream } from './sse.js';
import { eventually, within } from './wait.js';

/** The answer to a request, its body read as JSON where it is JSON. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: Json;
}

export interface ServiceOptions {
  /** Settings; everything else has its default, with one runner per model. */
  env?: Record<string, string>;
  /** Data of a service that ran before. */
  dataDir?: string;
  /** Which program it is: the service (default), or a worker of one. */
  app?: 'api' | 'worker';
  /** Leads a process group of its own, as a shell's job does. */
  detached?: boolean;
  /** Whether to wait until the model can answer (default), or only until the service listens. */
  untilReady?: boolean;
}

export interface Exit {
  code: number | null;
  signal: string | null;
  /** Everything it wrote. */
  output: string;
}

const services = new Set<Service>();
const folders = new Set<string>();

// The waits inside a test are bounded themselves and say what they waited for; jest's own limit only comes after them.
jest.setTimeout(times(120_000, 1_800_000));

// Registered for every spec file that imports this one: nothing survives a test run, whatever failed in it.
afterAll(async () => {
  await Promise.all([...services].map((service) => service.kill()));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  folders.clear();
});

/** Starts the built service; resolves when it is ready. */
export async function startService(options: ServiceOptions = {}): Promise<Service> {
  const service = new Service(options);
  await service.listening();
  if (options.untilReady !== false) await service.ready();
  return service;
}

/** Starts the built service with settings that it should refuse, and answers how it ended. */
export async function runToExit(env: Record<string, string>): Promise<Exit> {
  return new Service({ env }).exit();
}

/**
 * What every service has. By default the number of runners depends on the machine: tests of them say how many. What is asked for
 * twice is written twice: tests of the prompt cache turn it on.
 */
const always = {
  API_HOST: '127.0.0.1',
  API_PORT: '0',
  NO_COLOR: '1',
  RUNNERS_PER_MODEL: '1',
  PROMPT_CACHE_SIZE: '0',
};

/** The built service in a process of its own, and the ways to speak with it. */
export class Service {
  readonly dataDir: string;
  url = '';
  private output = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<Exit>;
  private readonly listeners = new Set<() => void>();

  constructor({ env = {}, dataDir = newFolder(), app = 'api', detached = false }: ServiceOptions) {
    this.dataDir = dataDir;
    // The real path: a newer build may replace the link while this one runs.
    const build = realpathSync(join(__dirname, '../../dist'));
    this.child = spawn(process.execPath, [join(build, `apps/${app}/src/main.js`)], {
      // A folder without .env and models/, so that what a developer has there changes nothing.
      cwd: dataDir,
      env: { PATH: process.env.PATH, ...always, DATA_DIR: dataDir, ...env },
      detached,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    // tools/build.mjs keeps a build that somebody runs from.
    writeFileSync(join(build, `.in-use-by-${this.child.pid}`), '');
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        for (const listener of this.listeners) listener();
      });
    }
    // `exit` says that it has ended, `close` that everything it wrote has been read. A runner that outlives it for a moment
    // holds the pipes open: so a bounded wait.
    const closed = once(this.child, 'close');
    this.ended = once(this.child, 'exit').then(async ([code, signal]) => {
      await within(closed, 'the output of an ended service');
      services.delete(this);
      rmSync(join(build, `.in-use-by-${this.child.pid}`), { force: true });
      return { code, signal, output: this.output };
    });
    services.add(this);
  }

  get pid(): number {
    return this.child.pid!;
  }

  get log(): string {
    return this.output;
  }

  /** Process ids of its runners. */
  get runners(): number[] {
    return runnersOf(this.pid);
  }

  /** Resolves with the match when the service has written this, the `nth` time. */
  async logged(pattern: RegExp, nth = 1): Promise<RegExpExecArray> {
    const every = new RegExp(pattern, `${pattern.flags}g`);
    let check = (): void => undefined;
    const found = new Promise<RegExpExecArray>((resolve, reject) => {
      check = () => {
        const match = [...this.output.matchAll(every)][nth - 1] as RegExpExecArray | undefined;
        if (match !== undefined) resolve(match);
      };
      void this.ended.then(() => {
        check();
        reject(new Error(`The service ended before it wrote ${String(pattern)}:\n${this.output}`));
      });
    });
    this.listeners.add(check);
    check();
    try {
      return await within(found, `the log line ${String(pattern)}`);
    } finally {
      this.listeners.delete(check);
    }
  }

  async listening(): Promise<void> {
    this.url = (await this.logged(/Listening on (http:\/\/[^\s/]+)/))[1];
  }

  async ready(): Promise<void> {
    await eventually(async () => ((await this.get('/health/ready')).status === 200 ? true : undefined), 'readiness');
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(path, { headers });
  }

  /** Posts a value as JSON. */
  post(path: string, body: unknown, init: RequestInit = {}): Promise<Answer> {
    return this.postRaw(path, JSON.stringify(body), { 'content-type': 'application/json' }, init);
  }

  /** Posts a body as it is. */
  postRaw(
    path: string,
    body: NonNullable<RequestInit['body']>,
    headers: Record<string, string>,
    init: RequestInit = {},
  ): Promise<Answer> {
    return this.request(path, { method: 'POST', headers, body, ...init });
  }

  generate(request: Record<string, unknown>, init?: RequestInit): Promise<Answer> {
    return this.post('/api/v1/generate', request, init);
  }

  /** Resolves when the stream has begun. */
  stream(request: Record<string, unknown>, headers: Record<string, string> = {}): Promise<SseStream> {
    return openStream(`${this.url}/api/v1/generate/stream`, request, headers);
  }

  async request(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.url + path, init).catch((error: unknown) => this.explain(error));
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
  }

  /** Why a request has failed is in the log, if anywhere. */
  private explain(error: unknown): never {
    if (error instanceof DOMException) throw error;
    throw new Error(`${String(error)}. The service says:\n${this.output.slice(-2000)}`, { cause: error });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  exit(): Promise<Exit> {
    return within(this.ended, 'the service to end');
  }

  /** Sends a signal and answers how the service ended. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> {
    this.signal(signal);
    return this.exit();
  }

  /** Ends the service and its runners at once. */
  async kill(): Promise<void> {
    const { runners } = this;
    await this.stop('SIGKILL');
    await runnersToEnd(runners);
  }
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muse-e2e-'));
  folders.add(folder);
  return folder;
}
