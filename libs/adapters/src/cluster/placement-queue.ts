import { type JobsOptions, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import { PlacementCalls } from '@muse/core/cluster/placement-calls.js';
import { bullPrefix } from '../queue/queue-keys.js';

interface Call {
  ahead: boolean;
}

export interface PlacementTimes {
  /** When the models are ranked anew, as a cron expression; left out where none is preloaded. */
  cron?: string;
  /** Milliseconds between two looks at what is waited for. */
  every: number;
}

const name = 'placement';
const forgotten: JobsOptions = { removeOnComplete: true, removeOnFail: true };
/** Milliseconds after which the placement of a worker that died is run by another. */
const lock = 5000;

/** Calls of the placement as jobs of one queue, of which one runs at a time in the whole cluster. */
export class PlacementQueue extends PlacementCalls {
  private readonly queue: Queue<Call>;
  private worker?: Worker<Call>;

  constructor(
    private readonly redis: Redis,
    private readonly failed: (error: unknown) => void,
  ) {
    super();
    this.queue = new Queue<Call>(name, { connection: redis, prefix: bullPrefix });
    this.queue.on('error', failed);
  }

  override async call(ahead: boolean): Promise<void> {
    const deduplication = { id: ahead ? 'ranking' : 'waiting', keepLastIfActive: true };
    await this.queue.add('call', { ahead }, { ...forgotten, deduplication });
  }

  /** Takes part in running it; resolves when it is planned. */
  async work(run: (ahead: boolean) => Promise<void>, times: PlacementTimes): Promise<void> {
    await this.planAll(times);
    // A Redis that was started anew may have lost what was planned.
    this.redis.on('ready', () => void this.planAll(times).catch(this.failed));
    this.worker = new Worker<Call>(name, ({ data }) => run(data.ahead), {
      connection: this.redis,
      prefix: bullPrefix,
      lockDuration: lock,
      stalledInterval: lock,
    });
    this.worker.on('error', this.failed);
    this.worker.on('failed', (_, error) => this.failed(error));
  }

  /** Takes part no more; resolves when a placement that runs here is over. */
  async close(): Promise<void> {
    await this.worker?.close();
    await this.queue.close();
  }

  private async planAll({ cron, every }: PlacementTimes): Promise<void> {
    await this.queue.setGlobalConcurrency(1);
    await this.plan('waiting', { every }, false);
    if (cron === undefined) await this.queue.removeJobScheduler('ranking');
    else await this.plan('ranking', { pattern: cron }, true);
  }

  private async plan(id: string, times: { every: number } | { pattern: string }, ahead: boolean): Promise<void> {
    await this.queue.upsertJobScheduler(id, times, { name: id, data: { ahead }, opts: forgotten });
  }
}
