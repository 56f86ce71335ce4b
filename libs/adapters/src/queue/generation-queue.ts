import { type JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { store } from '../redis/log-entry.js';
import { logKey, logLife } from '../redis/log-scripts.js';
import { type Admission, admit } from './admit.js';
import { clientOf, type GenerationJob, isInteractive, modelOf, waitingForModel } from './generation-job.js';
import { inTime } from './in-time.js';
import { noWorker } from './no-worker.js';
import {
  bullPrefix,
  cancelChannel,
  leaseKey,
  queueKey,
  queueName,
  slotsKey,
  ticketsKey,
  turnsKey,
  workersKey,
} from './queue-keys.js';

export interface QueueOptions {
  /** Jobs that may wait for one model. */
  maxWaiting: number;
  /** Texts that a worker would write with a model together; counts where no worker has it. */
  slotsOf: (model: string) => number;
  /** Hears that a job waits for a model. */
  onAdded?: (model: string) => void;
}

/** A generation that asks for a place. */
export interface Wish {
  id: string;
  job: GenerationJob;
  owner: string | undefined;
  /** Seconds that it goes on without a reader. */
  grace: number;
  /** The process that reads it, and for how many ms it counts as reading. */
  reader: string;
  leased: number;
}

/** Milliseconds between two tries, and how many there are where a worker is just done with a job of the same id. */
const pause = 50;
const mostTries = 40;

/** Milliseconds for which a Redis that has come back may have forgotten that there are workers. */
const forgetful = 3000;

/** Nothing of a job stays: what became of it is in its log. */
const jobOptions: JobsOptions = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

/** The queues of all models: bounded, and the clients take turns. */
export class GenerationQueue {
  private readonly queues = new Map<string, Queue<GenerationJob>>();
  /** When every worker has surely said that it is there, on the clock of `performance.now()`. */
  private trustedFrom = 0;

  constructor(
    private readonly redis: Redis,
    private readonly options: QueueOptions,
  ) {
    redis.on('ready', () => (this.trustedFrom = performance.now() + forgetful));
  }

  /**
   * Puts a generation into the queue of its model. Its log is open when this resolves, to its place, 0 where it need not wait.
   * @param isWanted asked before the job is added
   * @throws MuseError `queue_full`, `no_worker` or `queue_unavailable`.
   */
  async submit(wish: Wish, isWanted: () => boolean): Promise<number> {
    const model = modelOf(wish.job);
    const answer = await this.admitted(wish, model);
    switch (answer[0]) {
      case 'taken':
        if (isWanted()) {
          const job = answer[3] === 1 ? wish.job : waitingForModel(wish.job);
          await this.add({ ...wish, job }, model, answer[1]);
        }
        return answer[2];
      case 'joined':
        return 0;
      case 'no_worker':
        throw noWorker();
      case 'busy':
        throw new MuseError('queue_unavailable', 'This generation is still running.', { retryAfter: 1 });
      case 'full':
        throw this.queueFull(model, answer[1], answer[2], answer[3]);
    }
  }

  /** Takes a job out that waits; false where it is running, or there is none. */
  async remove(id: string, model: string): Promise<boolean> {
    return (await this.queue(model).remove(id)) === 1;
  }

  /** Tells its worker to stop, or takes it out. */
  async cancel(id: string, model: string): Promise<void> {
    await Promise.all([this.redis.publish(cancelChannel, id), this.remove(id, model)]);
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private async admitted(wish: Wish, model: string): Promise<Admission> {
    for (let tries = 0; ; tries += 1) {
      const answer = await inTime(this.admit(wish, model));
      const mayChange =
        (answer[0] === 'busy' && tries < mostTries) ||
        (answer[0] === 'no_worker' && performance.now() < this.trustedFrom);
      if (!mayChange) return answer;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }

  private admit({ id, job, owner, grace, reader, leased }: Wish, model: string): Promise<Admission> {
    const { value: head } = store({ head: { owner, model, grace } });
    const queued = job.kind === 'idea' ? { type: 'queued', ideaId: id } : { type: 'queued' };
    const { maxWaiting, slotsOf } = this.options;
    return admit.run(
      this.redis,
      [
        logKey(id),
        leaseKey(id),
        turnsKey(model),
        ticketsKey(model),
        slotsKey(model),
        workersKey,
        ...['prioritized', 'wait', 'active', id].map((part) => queueKey(model, part)),
      ],
      [
        id,
        clientOf(job),
        isInteractive(job) ? 1 : 0,
        maxWaiting,
        slotsOf(model),
        head,
        `${JSON.stringify(queued).slice(0, -1)},"position":`,
        reader,
        leased,
        logLife,
      ],
    );
  }

  private queueFull(model: string, running: number, waiting: number, capacity: number): MuseError {
    const detail = `The model ${model} already has ${running} requests running and ${waiting} waiting.`;
    const retryAfter = Math.max(1, Math.ceil(this.options.maxWaiting / capacity));
    return new MuseError('queue_full', detail, { retryAfter });
  }

  private async add({ id, job }: Wish, model: string, priority: number): Promise<void> {
    await inTime(this.queue(model).add(job.kind, job, { ...jobOptions, jobId: id, priority }));
    this.options.onAdded?.(model);
    // From here on the job itself counts.
    this.redis.zrem(ticketsKey(model), id).catch(() => undefined);
  }

  private queue(model: string): Queue<GenerationJob> {
    let queue = this.queues.get(model);
    if (queue === undefined) {
      queue = new Queue<GenerationJob>(queueName(model), {
        connection: this.redis,
        prefix: bullPrefix,
        streams: { events: { maxLen: 100 } },
      });
      // The connection tells its errors itself.
      queue.on('error', () => undefined);
      this.queues.set(model, queue);
    }
    return queue;
  }
}
