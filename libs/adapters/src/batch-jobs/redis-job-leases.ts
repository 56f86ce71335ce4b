import { randomUUID } from 'node:crypto';
import type { BatchJob } from '@muse/core/batch-jobs/batch-job.js';
import { JobLeases } from '@muse/core/batch-jobs/job-leases.js';
import type { Redis } from 'ioredis';
import { Observable, type Subscriber } from 'rxjs';
import { inTime } from '../queue/in-time.js';
import { keyPrefix } from '../redis/redis-connection.js';

/** A command may arrive twice: whoever has it already takes it again. */
const take = `
  if redis.call('set', KEYS[1], ARGV[1], 'nx', 'px', ARGV[2]) then return 1 end
  return redis.call('get', KEYS[1]) == ARGV[1] and 1 or 0`;
const renew = `
  return redis.call('get', KEYS[1]) == ARGV[1] and redis.call('pexpire', KEYS[1], ARGV[2]) or 0`;
const giveBack = `
  return redis.call('get', KEYS[1]) == ARGV[1] and redis.call('del', KEYS[1]) or 0`;

/** Leases as keys in Redis that run out where nobody renews them; the key of a client holds the id of its job that runs. */
export class RedisJobLeases extends JobLeases {
  constructor(
    private readonly redis: Redis,
    /** Milliseconds after which the job of a process that has died may run elsewhere. */
    private readonly lifetime: number,
  ) {
    super();
  }

  override hold({ id, client }: Pick<BatchJob, 'id' | 'client'>): Observable<void> {
    return new Observable((holder) => {
      const lease = new Lease(this.redis, keyOf(client), `${id}:${randomUUID()}`, this.lifetime, holder);
      holder.add(() => lease.giveBack());
      lease.take().catch((error: unknown) => holder.error(error));
    });
  }

  override async running(client: string): Promise<string | undefined> {
    // Who asks is not kept waiting for it: where Redis is away, no job runs for long.
    if (this.redis.status !== 'ready') return undefined;
    const value = await inTime(this.redis.get(keyOf(client))).catch(() => null);
    return value?.slice(0, value.lastIndexOf(':'));
  }
}

class Lease {
  private expiry?: NodeJS.Timeout;
  private pulse?: NodeJS.Timeout;

  constructor(
    private readonly redis: Redis,
    private readonly key: string,
    private readonly token: string,
    private readonly lifetime: number,
    private readonly holder: Subscriber<void>,
  ) {}

  async take(): Promise<void> {
    const sentAt = performance.now();
    const isTaken = (await this.run(take, this.lifetime)) === 1;
    if (this.holder.closed) return;
    // An answer that took so long says nothing of now.
    if (!isTaken || !this.extend(sentAt)) {
      this.holder.complete();
      return;
    }
    this.pulse = setInterval(() => void this.renew(), this.lifetime / 3);
    this.holder.next();
  }

  /** Whoever has it no more is refused, and nothing happens. */
  giveBack(): void {
    clearTimeout(this.expiry);
    clearInterval(this.pulse);
    this.run(giveBack).catch(() => undefined);
  }

  private async renew(): Promise<void> {
    const sentAt = performance.now();
    // Where Redis cannot be asked, the lease runs out by itself.
    const answer = await this.run(renew, this.lifetime).catch(() => undefined);
    if (this.holder.closed || answer === undefined) return;
    if (answer !== 1 || !this.extend(sentAt)) this.holder.complete();
  }

  /** Redis counts from later on: here it ends first. Answers false where it has ended. */
  private extend(sentAt: number): boolean {
    const left = sentAt + this.lifetime - performance.now();
    clearTimeout(this.expiry);
    this.expiry = setTimeout(() => this.holder.complete(), left);
    return left > 0;
  }

  private run(script: string, ...more: number[]): Promise<unknown> {
    return this.redis.eval(script, 1, this.key, this.token, ...more);
  }
}

function keyOf(client: string): string {
  return `${keyPrefix}batches:running:${client}`;
}
