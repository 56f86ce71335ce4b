import type { Redis } from 'ioredis';
import { logKey, logLife } from '../redis/log-scripts.js';
import { type JobEnd, JobRun, type JobTools, type TakenJob } from './job-run.js';
import { askWhetherWanted, type Wanted } from './lease-scripts.js';
import { leaseTime } from './leases.js';
import { cancelChannel, leaseKey } from './queue-keys.js';

const lookEvery = 1000;
/** Milliseconds that an answer may take; what comes later is from a Redis that stood still, and that readers could not reach either. */
const standstill = 1000;
/** Looks, one after the other, that have to find no reader: one may come before readers are heard again. */
const mostMissed = 3;

export interface RunnerConnections {
  /** For commands. */
  redis: Redis;
  /** Hears the cancel channel. */
  subscriber: Redis;
}

interface Running {
  run: JobRun;
  end: Promise<JobEnd>;
  /** Looks, one after the other, that have found no reader. */
  missed: number;
}

/** Runs the jobs of this worker, and stops each that nobody wants any more or that another worker has. */
export class JobRunner {
  private readonly running = new Map<string, Running>();
  private readonly timer = setInterval(() => void this.look().catch(() => undefined), lookEvery).unref();
  /** When the readers that are there have surely said so, on the clock of `performance.now()`. */
  private trustedFrom = 0;

  constructor(
    private readonly tools: JobTools,
    private readonly connections: RunnerConnections,
  ) {
    const { redis, subscriber } = connections;
    tools.log.lost.subscribe(({ id, why }) => this.stop(id, why === 'failed' ? 'given back' : 'lost'));
    subscriber.on('message', (_: string, id: string) => void this.lookAt([id], 1).catch(() => undefined));
    subscriber.subscribe(cancelChannel).catch(() => undefined);
    // While Redis was away, nobody could renew a lease.
    redis.on('ready', () => (this.trustedFrom = performance.now() + leaseTime));
  }

  get active(): number {
    return this.running.size;
  }

  /**
   * Resolves when this worker is done with a job. A process that stood still so long that it takes its own job anew lets go of the
   * former attempt first, and is done with that only after the later one: BullMQ forgets by the id alone which lock it renews.
   */
  async run(taken: TakenJob): Promise<JobEnd> {
    const { id } = taken;
    const run = new JobRun(taken, this.tools);
    const running = { run, end: this.begin(run, id, this.running.get(id)), missed: 0 };
    this.running.set(id, running);
    const end = await running.end;
    for (let last = this.running.get(id); last !== running && last !== undefined; last = this.running.get(id)) {
      await last.end;
    }
    this.running.delete(id);
    return end;
  }

  stop(id: string, why: Exclude<JobEnd, 'ended'>): void {
    this.running.get(id)?.run.stop(why);
  }

  /** Stops everything that runs, so that other workers take it. */
  giveBack(): void {
    for (const { run } of this.running.values()) run.stop('given back');
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async begin(run: JobRun, id: string, former: Running | undefined): Promise<JobEnd> {
    former?.run.stop('lost');
    await former?.end;
    try {
      const [wanted] = await this.ask([id]);
      return wanted === 'yes' ? await run.run() : 'unwanted';
    } catch {
      // Redis refuses what it is asked: the job must not go as one that has failed, since nobody would hear of it.
      return 'given back';
    }
  }

  private async look(): Promise<void> {
    if (this.connections.redis.status !== 'ready') return;
    await this.lookAt([...this.running.keys()], mostMissed);
  }

  /** @param most looks without a reader that end a generation */
  private async lookAt(ids: readonly string[], most: number): Promise<void> {
    const known = ids.filter((id) => this.running.has(id));
    if (known.length === 0) return;
    const answers = await this.ask(known);
    for (const [i, id] of known.entries()) {
      const running = this.running.get(id);
      if (running === undefined) continue;
      running.missed = answers[i] === 'no' ? running.missed + 1 : 0;
      if (answers[i] === 'gone' || running.missed >= most) running.run.stop('unwanted');
      else if (answers[i] === 'ended') running.run.stop('lost');
    }
  }

  private async ask(ids: readonly string[]): Promise<Wanted[]> {
    if (performance.now() < this.trustedFrom) return ids.map(() => 'yes');
    const keys = ids.flatMap((id) => [leaseKey(id), logKey(id)]);
    const askedAt = performance.now();
    const answers = await askWhetherWanted.run(this.connections.redis, keys, [logLife]);
    if (performance.now() - askedAt < standstill) return answers;
    return answers.map((answer) => (answer === 'no' ? 'yes' : answer));
  }
}
