import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/free-port.js';
import { within } from '../support/wait.js';

const servers = new Set<RedisServer>();

/** A Redis of its own on loopback that has what it had when it was killed; for tests and benches. */
export class RedisServer {
  private child?: ChildProcess;
  private readonly folder = mkdtempSync(join(tmpdir(), 'muse-redis-'));

  private constructor(
    readonly port: number,
    private readonly fsync: 'always' | 'everysec',
  ) {
    servers.add(this);
  }

  /**
   * @param fsync when it puts what it was told on the disk: with `everysec`, as a cluster runs, its last second may be lost
   * @throws where Debian's redis-server is not installed: a test of several machines is never skipped.
   */
  static async start(fsync: 'always' | 'everysec' = 'always'): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), fsync);
    await server.restart();
    return server;
  }

  /** Ends every one that this process has started, and forgets what they had. */
  static async removeAll(): Promise<void> {
    await Promise.all([...servers].map((server) => server.remove()));
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.child!.pid!;
  }

  /** Starts it on the same port with what it had; resolves when it answers. */
  async restart(): Promise<void> {
    const settings = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--dir', this.folder, '--save', ''];
    const durable = ['--appendonly', 'yes', '--appendfsync', this.fsync];
    const child = spawn('redis-server', [...settings, ...durable], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    const ready = new Promise<void>((resolve, reject) => {
      child.once('error', () => reject(new Error('redis-server cannot be started: apt-get install redis-server')));
      child.once('exit', (code) => reject(new Error(`redis-server ended with ${code}`)));
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (text.includes('Ready to accept connections')) resolve();
      });
    });
    await within(ready, 'redis-server to answer');
  }

  /** The same as a Redis that has lost everything; it has to be killed before. */
  async restartEmpty(): Promise<void> {
    for (const file of readdirSync(this.folder)) rmSync(join(this.folder, file), { recursive: true });
    await this.restart();
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await within(ended, 'redis-server to end');
  }

  async remove(): Promise<void> {
    await this.kill();
    servers.delete(this);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
