import { randomUUID } from 'node:crypto';
import { type Job, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { GenerationJob } from './generation-job.js';
import { Heartbeat } from './heartbeat.js';
import type { JobRunner } from './job-runner.js';
import { bullPrefix, queueName } from './queue-keys.js';

export interface ModelWorkerOptions {
  /** Texts that this worker writes with a model together. */
  slotsOf: (model: string) => number;
  observe: (model: string, event: string, error?: unknown) => void;
  /** Whether this process has runners; default: true. */
  isWorker?: boolean;
}

/** Milliseconds for which a worker that says nothing keeps its jobs, and between two looks for such jobs. */
const lockDuration = 5000;
const stalledInterval = 2500;

/** Takes jobs from the queues of the models that this process serves, as many as it writes together. */
export class ModelWorkers {
  private readonly workers = new Map<string, Worker<GenerationJob>>();
  private readonly heartbeat: Heartbeat;

  constructor(
    private readonly redis: Redis,
    private readonly runner: JobRunner,
    private readonly options: ModelWorkerOptions,
  ) {
    this.heartbeat = new Heartbeat(redis, randomUUID(), options.isWorker ?? true);
  }

  /** Takes jobs of a model from now on. */
  serve(model: string): void {
    if (this.workers.has(model)) return;
    const slots = this.options.slotsOf(model);
    const worker = new Worker<GenerationJob>(queueName(model), (job, token) => this.process(job, token), {
      connection: this.redis,
      prefix: bullPrefix,
      concurrency: slots,
      lockDuration,
      stalledInterval,
      // How often a job may be taken again, JobRun decides.
      maxStalledCount: 1000,
      drainDelay: 5,
    });
    worker.on('lockRenewalFailed', (ids) => ids.forEach((id) => this.runner.stop(id, 'lost')));
    worker.on('error', (error) => this.options.observe(model, 'had trouble with its queue', error));
    this.workers.set(model, worker);
    this.heartbeat.set(model, slots);
    this.options.observe(model, 'is served');
  }

  /** Takes no more jobs of a model; resolves when those that run have left. */
  async leave(model: string): Promise<void> {
    const worker = this.workers.get(model);
    if (worker === undefined) return;
    this.workers.delete(model);
    this.heartbeat.set(model, 0);
    await worker.close();
  }

  /** Takes no more jobs at all; resolves when those that run have left. */
  async close(): Promise<void> {
    await Promise.all([...this.workers.keys()].map((model) => this.leave(model)));
    this.heartbeat.close();
  }

  private async process(job: Job<GenerationJob>, token: string | undefined): Promise<void> {
    const { attemptsStarted: attempt, stalledCounter: losses, timestamp: addedAt } = job;
    const end = await this.runner.run({ id: String(job.id), job: job.data, attempt, losses, addedAt });
    if (end !== 'given back') return;
    await job.moveToWait(token);
    throw new WaitingError();
  }
}
