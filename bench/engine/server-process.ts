import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

export interface Command {
  /** Arguments of node. */
  args: readonly string[];
  env?: Record<string, string>;
  cwd?: string;
}

const startLimit = 120_000;
const stopLimit = 10_000;

/** A server in a process of its own, on a free port of this machine. */
export class ServerProcess {
  url = '';
  private output = '';
  private readonly child: ChildProcess;

  constructor({ args, env, cwd }: Command) {
    this.child = spawn(process.execPath, args, {
      cwd,
      env: { PATH: process.env.PATH, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output = (this.output + text).slice(-100_000);
      });
    }
  }

  get pid(): number {
    return this.child.pid!;
  }

  /** Resolves when the server has said where it listens, and answers there that it is well. */
  async ready(): Promise<void> {
    await this.until(() => this.isWell());
  }

  /** Resolves when the server has written this. */
  async said(pattern: RegExp): Promise<void> {
    await this.until(() => pattern.test(this.output));
  }

  /** Ends it at once, and leaves what it has started to notice. */
  async kill(): Promise<void> {
    const exit = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exit;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exit = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const late = setTimeout(() => this.child.kill('SIGKILL'), stopLimit);
    await exit;
    clearTimeout(late);
  }

  private async until(isSo: () => boolean | Promise<boolean>): Promise<void> {
    const end = Date.now() + startLimit;
    while (!(await isSo())) {
      if (this.child.exitCode !== null || Date.now() > end) throw new Error(`A server did not start:\n${this.output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  private async isWell(): Promise<boolean> {
    this.url = /Listening on (http:\/\/[^\s/]+)/.exec(this.output)?.[1] ?? '';
    if (this.url === '') return false;
    return fetch(`${this.url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  }
}
