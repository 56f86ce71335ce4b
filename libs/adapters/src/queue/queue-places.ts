import type { Redis } from 'ioredis';
import { RedisScript } from '../redis/redis-script.js';
import type { RedisEventLog } from '../redis/redis-event-log.js';
import { type GenerationJob, modelOf } from './generation-job.js';
import { queueKey } from './queue-keys.js';

const lookEvery = 1000;

/** KEYS prioritized, wait; ARGV ids. Answers the place of each, 0 where it waits no more. */
const lookUp = new RedisScript<number[]>(`
  local ahead = redis.call('LLEN', KEYS[2])
  local answers = {}
  for i = 1, #ARGV do
    local rank = redis.call('ZRANK', KEYS[1], ARGV[i])
    table.insert(answers, rank and rank + ahead + 1 or 0)
  end
  return answers`);

interface Waiting {
  model: string;
  kind: GenerationJob['kind'];
  place: number;
}

/** Tells the generations of this process that wait where they stand, every second. */
export class QueuePlaces {
  private readonly waiting = new Map<string, Waiting>();
  private isLooking = false;
  private readonly timer = setInterval(() => void this.look().catch(() => undefined), lookEvery).unref();

  constructor(
    private readonly redis: Redis,
    private readonly log: RedisEventLog,
  ) {}

  watch(id: string, job: GenerationJob, place: number): void {
    this.waiting.set(id, { model: modelOf(job), kind: job.kind, place });
    // Its head and its first place were written when it got that.
    this.log.takeOver(id, 0, 2);
  }

  forget(id: string): void {
    if (this.waiting.delete(id)) this.log.release(id);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.isLooking || this.redis.status !== 'ready') return;
    this.isLooking = true;
    try {
      const models = new Set([...this.waiting.values()].map(({ model }) => model));
      for (const model of models) await this.lookAt(model);
    } finally {
      this.isLooking = false;
    }
  }

  private async lookAt(model: string): Promise<void> {
    const ids = [...this.waiting].filter(([, waiting]) => waiting.model === model).map(([id]) => id);
    const keys = [queueKey(model, 'prioritized'), queueKey(model, 'wait')];
    const places = await lookUp.run(this.redis, keys, ids);
    for (const [i, id] of ids.entries()) if (places[i] > 0) this.tell(id, places[i]);
  }

  private tell(id: string, position: number): void {
    const waiting = this.waiting.get(id);
    if (waiting === undefined || waiting.place === position) return;
    waiting.place = position;
    this.log.append(
      id,
      waiting.kind === 'idea' ? { type: 'queued', ideaId: id, position } : { type: 'queued', position },
    );
  }
}
