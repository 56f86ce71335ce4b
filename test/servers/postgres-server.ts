import { type ChildProcess, execFileSync, spawn, type SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { childrenOf, isRunning } from '../support/processes.js';
import { eventually, within } from '../support/wait.js';

const servers = new Set<PostgresServer>();

/** A PostgreSQL of its own on loopback, with nobody else's settings; for tests and benches. */
export class PostgresServer {
  private child?: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), 'muse-postgres-'));
  private databases = 0;

  private constructor(readonly port: number) {
    servers.add(this);
  }

  /** @throws where Debian's postgresql is not installed: a test of several machines is never skipped. */
  static async start(): Promise<PostgresServer> {
    const server = new PostgresServer(await freePort());
    const { uid, gid } = user();
    if (uid !== undefined) chownSync(server.folder, uid, gid!);
    execFileSync(program('initdb'), ['-D', server.folder, '-U', 'muse', '-A', 'trust', '-E', 'UTF8', '--locale=C'], {
      ...user(),
      stdio: 'pipe',
    });
    await server.restart();
    return server;
  }

  /** Ends every one that this process has started, and forgets what they had. */
  static async removeAll(): Promise<void> {
    await Promise.all([...servers].map((server) => server.remove()));
  }

  get pid(): number {
    return this.child!.pid!;
  }

  /** The address of a new, empty database. */
  newDatabase(): string {
    this.databases += 1;
    const name = `muse_${this.databases}`;
    execFileSync(program('createdb'), ['-h', '127.0.0.1', '-p', `${this.port}`, '-U', 'muse', name], { stdio: 'pipe' });
    return `postgres://muse@127.0.0.1:${this.port}/${name}`;
  }

  /** Starts it on the same port with what it had; resolves when it answers. */
  async restart(): Promise<void> {
    const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-p', `${this.port}`];
    const child = spawn(program('postgres'), ['-D', this.folder, ...settings], {
      ...user(),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.child = child;
    const ready = new Promise<void>((resolve, reject) => {
      let output = '';
      child.once('exit', (code) => reject(new Error(`postgres ended with ${code}:\n${output}`)));
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        if (output.includes('database system is ready to accept connections')) resolve();
      });
    });
    await within(ready, 'postgres to answer');
  }

  /** By default at once with all its processes, as if the machine had lost its power: it recovers at the next start. */
  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    // Stopped, it begins no further process.
    if (signal === 'SIGKILL') child.kill('SIGSTOP');
    const sessions = signal === 'SIGKILL' ? childrenOf(this.pid) : [];
    child.kill(signal);
    for (const session of sessions) endNow(session);
    await within(ended, 'postgres to end');
    await eventually(() => (sessions.some(isRunning) ? undefined : true), 'the sessions of postgres to end');
  }

  async remove(): Promise<void> {
    // SIGQUIT ends its own processes, too; SIGKILL leaves them to notice.
    await this.kill('SIGQUIT');
    servers.delete(this);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

/** PostgreSQL refuses to run as root: Debian's package made a user for it. */
function user(): Pick<SpawnOptions, 'uid' | 'gid'> {
  if (process.getuid!() !== 0) return {};
  const idOf = (kind: string): number => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}

/** One of PostgreSQL's programs, of the newest version that is installed. */
function program(name: string): string {
  const versions = '/usr/lib/postgresql';
  try {
    const newest = readdirSync(versions).sort((a, b) => Number(b) - Number(a))[0];
    return join(versions, newest, 'bin', name);
  } catch {
    throw new Error('PostgreSQL is not installed: apt-get install postgresql');
  }
}
