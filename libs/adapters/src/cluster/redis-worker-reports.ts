import type { Redis } from 'ioredis';
import type { Observable } from 'rxjs';
import type { WorkerReport } from '@muse/core/cluster/worker-report.js';
import { WorkerReports } from '@muse/core/cluster/worker-reports.js';
import { keyPrefix } from '../redis/redis-connection.js';
import type { ClusterNews } from './cluster-news.js';

const ids = `${keyPrefix}cluster:workers`;
const keyOf = (id: string): string => `${keyPrefix}cluster:worker:${id}`;

/**
 * A key for each worker that runs out by itself, and a set of their ids. The queue keeps its own list (`Heartbeat`): it is asked
 * in the step that admits a job, by the clock of Redis, for slots and no more; there a worker that says nothing has 10 s.
 */
export class RedisWorkerReports extends WorkerReports {
  /** @param lifetime milliseconds after which a worker that says nothing is gone */
  constructor(
    private readonly redis: Redis,
    private readonly news: ClusterNews,
    private readonly lifetime: number,
  ) {
    super();
  }

  override async publish(report: WorkerReport, isNews: boolean): Promise<void> {
    const { id } = report;
    await this.redis.multi().sadd(ids, id).set(keyOf(id), JSON.stringify(report), 'PX', this.lifetime).exec();
    if (isNews) await this.news.tell();
  }

  override async remove(id: string): Promise<void> {
    await this.redis.multi().del(keyOf(id)).srem(ids, id).exec();
    await this.news.tell();
  }

  override async all(): Promise<WorkerReport[]> {
    const known = (await this.redis.smembers(ids)).sort();
    if (known.length === 0) return [];
    const reports = await this.redis.mget(known.map((id) => keyOf(id)));
    const gone = known.filter((_, index) => reports[index] === null);
    // One that says something again in this moment is in the set again with its next report.
    if (gone.length > 0) await this.redis.srem(ids, ...gone);
    return reports.flatMap((report) => (report === null ? [] : [JSON.parse(report) as WorkerReport]));
  }

  override get changes(): Observable<void> {
    return this.news.changes;
  }
}
