import { readdirSync, readFileSync } from 'node:fs';
import type { Sample } from './slope.js';

const interval = 2000;

/** Memory of a service and of its runners, in MiB, taken every two seconds. Reads /proc: Linux only. */
export class MemorySamples {
  readonly api: Sample[] = [];
  readonly runners: Sample[] = [];
  private readonly startedAt = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly pid: number) {
    this.timer = setInterval(() => this.take(), interval);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private take(): void {
    const at = (performance.now() - this.startedAt) / 1000;
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    const runners = pids.map(statusOf).filter(({ parent }) => parent === this.pid);
    this.api.push({ at, value: statusOf(String(this.pid)).memory });
    this.runners.push({ at, value: runners.reduce((sum, { memory }) => sum + memory, 0) });
  }
}

function statusOf(pid: string): { parent: number; memory: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const field = (name: string): number => Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    return { parent: field('PPid'), memory: field('VmRSS') / 1024 };
  } catch {
    return { parent: 0, memory: 0 }; // it ended while we looked
  }
}
