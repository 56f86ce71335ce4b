import type { Redis } from 'ioredis';
import { RedisScript } from '../redis/redis-script.js';
import { slotsKey, workersKey } from './queue-keys.js';

const beatEvery = 1000;
/** Milliseconds after which a worker that says nothing counts as gone. */
const life = 10_000;

/** KEYS workers, slots of each model; ARGV process, life in ms, whether it is a worker, texts that it writes with each model together, 0 for none any more. */
const beat = new RedisScript<unknown>(`
  local time = redis.call('TIME')
  local expires = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[2]
  if ARGV[3] == '1' then redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2]) end
  for i = 2, #KEYS do
    if ARGV[i + 2] == '0' then redis.call('HDEL', KEYS[i], ARGV[1])
    else redis.call('HSET', KEYS[i], ARGV[1], string.format('%d %.0f', ARGV[i + 2], expires)) end
    redis.call('PEXPIRE', KEYS[i], ARGV[2])
  end`);

/** Says every second that this process is there, and how much it writes together with each of its models. */
export class Heartbeat {
  private readonly slots = new Map<string, number>();
  private readonly timer = setInterval(() => this.beat(), beatEvery).unref();

  constructor(
    private readonly redis: Redis,
    private readonly process: string,
    /** Whether it has runners; an API process takes ensembles, and cannot write without a worker. */
    private readonly isWorker: boolean,
  ) {
    this.beat();
    // Redis may come back without what it was told; nobody shall wait for the next beat.
    redis.on('ready', () => this.beat());
  }

  /** Texts that are written together with a model; 0 when it is gone. */
  set(model: string, slots: number): void {
    this.slots.set(model, slots);
    this.beat();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private beat(): void {
    if (this.redis.status !== 'ready' && this.redis.status !== 'connecting') return;
    const models = [...this.slots];
    const keys = [workersKey, ...models.map(([model]) => slotsKey(model))];
    beat
      .run(this.redis, keys, [this.process, life, Number(this.isWorker), ...models.map(([, slots]) => slots)])
      .catch(() => undefined);
  }
}
