import type { PostgresServer } from '../../test/servers/postgres-server.js';
import { RedisServer } from '../../test/servers/redis-server.js';
import type { BenchModels } from '../engine/bench-models.js';
import type { ServerProcess } from '../engine/server-process.js';
import { keyOf, type ModelName, settingsOf } from './bench-model.js';
import { type Settings, startApi, startWorker } from './processes.js';

export interface Places {
  models: BenchModels;
  /** One for all clusters; each has a database of its own. */
  postgres: PostgresServer;
}

export interface ClusterSize {
  apis?: number;
  workers?: number;
  env?: Settings;
}

/** API processes and workers around a Redis of their own. */
export class BenchCluster {
  readonly apis: ServerProcess[] = [];
  readonly workers: ServerProcess[] = [];

  private constructor(
    readonly redis: RedisServer,
    private readonly model: ModelName,
    private readonly env: Settings,
  ) {}

  /** Resolves when every worker has the model. */
  static async start(
    { models, postgres }: Places,
    model: ModelName,
    { apis = 1, workers = 1, env = {} }: ClusterSize = {},
  ): Promise<BenchCluster> {
    const redis = await RedisServer.start('everysec');
    const servers = { DATABASE_URL: postgres.newDatabase(), REDIS_URL: redis.url };
    const cluster = new BenchCluster(redis, model, { ...settingsOf(model, models), ...servers, ...env });
    for (let n = 0; n < workers; n += 1) await cluster.addWorker();
    for (let n = 0; n < apis; n += 1) await cluster.addApi();
    return cluster;
  }

  get url(): string {
    return this.apis[0].url;
  }

  async addApi(): Promise<void> {
    this.apis.push(await startApi(this.env));
  }

  async addWorker(): Promise<void> {
    this.workers.push(await startWorker(this.env, keyOf(this.model)));
  }

  /** Kills a process and takes it out of the list. */
  async kill(which: ServerProcess): Promise<void> {
    for (const list of [this.apis, this.workers]) {
      const place = list.indexOf(which);
      if (place >= 0) list.splice(place, 1);
    }
    await which.kill();
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apis, ...this.workers].map((server) => server.stop()));
    await this.redis.remove();
  }
}
