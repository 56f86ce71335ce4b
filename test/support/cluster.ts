import { PostgresServer } from './postgres-server.js';
import { RedisServer } from './redis-server.js';
import { Service, startService } from './service.js';

/** Several processes around one PostgreSQL and one Redis; ended after the spec file. */
export class Cluster {
  private constructor(
    readonly redis: RedisServer,
    private readonly env: Record<string, string>,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<Cluster> {
    const [postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
    return new Cluster(redis, { DATABASE_URL: postgres.newDatabase(), REDIS_URL: redis.url, ...env });
  }

  /** A process that answers requests; resolves when it listens. */
  api(env: Record<string, string> = {}): Promise<Service> {
    return startService({ env: { ...this.env, ...env }, untilReady: false });
  }

  /** A process that may have to wait for something before it is there. */
  begin(app: 'api' | 'worker', env: Record<string, string> = {}): Service {
    return new Service({ env: { ...this.env, ...env }, app });
  }

  /** A worker; resolves when it takes jobs. */
  async worker(env: Record<string, string> = {}): Promise<Service> {
    const worker = this.begin('worker', env);
    await worker.logged(/muse-mini is served/);
    return worker;
  }
}
