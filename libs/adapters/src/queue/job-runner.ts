import type { Redis } from 'ioredis';
import { logKey, logLife } from '../redis/log-scripts.js';
import { type JobEnd, JobRun, type JobTools, type TakenJob } from './job-run.js';
import { askWhetherWanted, type Wanted } from './lease-scripts.js';
import { leaseTime } from './leases.js';
import { cancelChannel, leaseKey } from './queue-keys.js';

const lookEvery = 1000;

export interface RunnerConnections {
  /** For commands. */
  redis: Redis;
  /** Hears the cancel channel. */
  subscriber: Redis;
}

/** Runs the jobs of this worker, and stops each that nobody wants any more or that another worker has. */
export class JobRunner {
  private readonly running = new Map<string, JobRun>();
  private readonly timer = setInterval(() => void this.look().catch(() => undefined), lookEvery).unref();
  /** When the readers that are there have surely said so, on the clock of `performance.now()`. */
  private trustedFrom = 0;

  constructor(
    private readonly tools: JobTools,
    private readonly connections: RunnerConnections,
  ) {
    const { redis, subscriber } = connections;
    tools.log.lost.subscribe((id) => this.stop(id, 'lost'));
    subscriber.on('message', (_: string, id: string) => void this.lookAt([id]).catch(() => undefined));
    subscriber.subscribe(cancelChannel).catch(() => undefined);
    // While Redis was away, nobody could renew a lease.
    redis.on('ready', () => (this.trustedFrom = performance.now() + leaseTime));
  }

  get active(): number {
    return this.running.size;
  }

  async run(taken: TakenJob): Promise<JobEnd> {
    const { id } = taken;
    const [wanted] = await this.ask([id]);
    if (wanted !== 'yes') return 'unwanted';
    const run = new JobRun(taken, this.tools);
    this.running.set(id, run);
    try {
      return await run.run();
    } finally {
      this.running.delete(id);
    }
  }

  stop(id: string, why: 'unwanted' | 'lost'): void {
    this.running.get(id)?.stop(why);
  }

  /** Stops everything that runs, so that other workers take it. */
  giveBack(): void {
    for (const run of this.running.values()) run.stop('given back');
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.connections.redis.status === 'ready') await this.lookAt([...this.running.keys()]);
  }

  private async lookAt(ids: readonly string[]): Promise<void> {
    const known = ids.filter((id) => this.running.has(id));
    if (known.length === 0) return;
    const answers = await this.ask(known);
    for (const [i, id] of known.entries()) {
      if (answers[i] === 'no') this.stop(id, 'unwanted');
      else if (answers[i] === 'ended') this.stop(id, 'lost');
    }
  }

  private async ask(ids: readonly string[]): Promise<Wanted[]> {
    if (performance.now() < this.trustedFrom) return ids.map(() => 'yes');
    const keys = ids.flatMap((id) => [leaseKey(id), logKey(id)]);
    return askWhetherWanted.run(this.connections.redis, keys, [logLife]);
  }
}
