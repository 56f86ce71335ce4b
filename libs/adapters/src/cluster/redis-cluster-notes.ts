import type { Redis } from 'ioredis';
import type { Observable } from 'rxjs';
import { ClusterNotes, type Crowd, type Notes } from '@muse/core/cluster/cluster-notes.js';
import type { ReportedDecision } from '@muse/core/preloading/preload-figures.js';
import { keyPrefix } from '../redis/redis-connection.js';
import type { ClusterNews } from './cluster-news.js';

const keys = {
  current: `${keyPrefix}cluster:current`,
  wanted: `${keyPrefix}cluster:wanted`,
  patient: `${keyPrefix}cluster:patient`,
  decisions: `${keyPrefix}cluster:decisions`,
  crowded: `${keyPrefix}cluster:crowded`,
  queued: `${keyPrefix}cluster:queued`,
};

/** Milliseconds after which a count of jobs that nobody has made again is no longer true. */
const countLife = 30_000;

/** Decisions that are kept. */
const memory = 100;

/** The notes in Redis. Sorted sets keep an order, and take nothing twice. */
export class RedisClusterNotes extends ClusterNotes {
  private noted = 0;

  constructor(
    private readonly redis: Redis,
    private readonly news: ClusterNews,
  ) {
    super();
  }

  override async read(): Promise<Notes> {
    const [current, wanted, crowded, queued, patient, decisions] = await Promise.all([
      this.redis.get(keys.current),
      this.redis.get(keys.wanted),
      this.redis.get(keys.crowded),
      this.redis.get(keys.queued),
      this.redis.zrange(keys.patient, 0, -1),
      this.redis.zrange(keys.decisions, 0, -1),
    ]);
    return {
      current: current ?? undefined,
      wanted: JSON.parse(wanted ?? '[]') as string[],
      crowded: new Map(JSON.parse(crowded ?? '[]') as [string, Crowd][]),
      queued: new Map(JSON.parse(queued ?? '[]') as [string, number][]),
      patient,
      decisions: decisions.map((member) => toDecision(member)),
    };
  }

  override async setCurrent(key: string | undefined): Promise<void> {
    await (key === undefined ? this.redis.del(keys.current) : this.redis.set(keys.current, key));
    await this.news.tell();
  }

  override async setWanted(models: readonly string[]): Promise<void> {
    await this.redis.set(keys.wanted, JSON.stringify(models));
  }

  override async addPatient(key: string): Promise<void> {
    await this.redis.zadd(keys.patient, 'NX', Date.now(), key);
    await this.news.tell();
  }

  override async removePatient(key: string): Promise<void> {
    await this.redis.zrem(keys.patient, key);
    await this.news.tell();
  }

  override async addDecision(decision: ReportedDecision): Promise<void> {
    // Those of the same millisecond stay in the order in which they were taken.
    const member = `${String(this.noted++).padStart(12, '0')} ${JSON.stringify(decision)}`;
    await this.redis
      .multi()
      .zadd(keys.decisions, decision.at.getTime(), member)
      .zremrangebyrank(keys.decisions, 0, -memory - 1)
      .exec();
    await this.news.tell();
  }

  override async setCrowded(crowded: ReadonlyMap<string, Crowd>): Promise<void> {
    await this.redis.set(keys.crowded, JSON.stringify([...crowded]));
  }

  override async setQueued(queued: ReadonlyMap<string, number>): Promise<void> {
    await this.redis.set(keys.queued, JSON.stringify([...queued]), 'PX', countLife);
  }

  override get changes(): Observable<void> {
    return this.news.changes;
  }
}

function toDecision(member: string): ReportedDecision {
  const decision = JSON.parse(member.slice(member.indexOf(' '))) as Omit<ReportedDecision, 'at'> & { at: string };
  return { ...decision, at: new Date(decision.at) };
}
