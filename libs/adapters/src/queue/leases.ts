import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { logKey, logLife } from '../redis/log-scripts.js';
import { leaveGeneration, renewLeases } from './lease-scripts.js';
import { leaseKey } from './queue-keys.js';

/** Milliseconds for which a reader counts as there without saying so again. */
export const leaseTime = 5000;
const renewEvery = 1000;

interface Held {
  model: string;
  /** Milliseconds that the generation goes on when this process is gone. */
  grace: number;
  readers: number;
}

/** The generations that somebody reads in this process: workers stop what no process reads. */
export class Leases {
  /** Names this process among the readers. */
  readonly reader = randomUUID();
  private readonly held = new Map<string, Held>();
  private readonly timer = setInterval(
    () => void this.renew([...this.held.keys()]).catch(() => undefined),
    renewEvery,
  ).unref();

  constructor(
    private readonly redis: Redis,
    /** Hears of each generation whose log is gone: nobody tells its readers. */
    private readonly onGone: (id: string) => void,
  ) {}

  /** The generations that this process reads now. */
  get read(): { id: string; model: string }[] {
    return [...this.held].map(([id, { model }]) => ({ id, model }));
  }

  /** A reader more. @param grace seconds that the generation goes on without one */
  enter(id: string, model: string, grace: number): void {
    const found = this.held.get(id);
    if (found === undefined) this.held.set(id, { model, grace: grace * 1000, readers: 1 });
    else found.readers += 1;
  }

  /** Says at once that somebody is there. */
  renewNow(id: string): void {
    this.renew([id]).catch(() => undefined);
  }

  /** A reader less. Resolves to whether the generation stops: nobody is left, and nobody is waited for. */
  async leave(id: string, hasEnded: boolean): Promise<boolean> {
    const found = this.held.get(id);
    if (found === undefined || (found.readers -= 1) > 0) return false;
    this.held.delete(id);
    if (hasEnded) return false;
    return (await leaveGeneration.run(this.redis, [leaseKey(id)], [id, this.reader, found.grace])) === 1;
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async renew(ids: readonly string[]): Promise<void> {
    if (ids.length === 0 || this.redis.status !== 'ready') return;
    const keys = ids.flatMap((id) => [leaseKey(id), logKey(id)]);
    const times = ids.map((id) => leaseTime + (this.held.get(id)?.grace ?? 0));
    const answers = await renewLeases.run(this.redis, keys, [this.reader, logLife, ...times]);
    for (const [i, id] of ids.entries()) if (answers[i] === 0) this.onGone(id);
  }
}
