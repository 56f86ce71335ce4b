import { useOfTree } from '../engine/process-tree.js';
import { type ModelName, settingsOf } from './bench-model.js';
import { BenchCluster, type Places } from './bench-cluster.js';
import { startApi } from './processes.js';

/** One process that does it all, or a process that answers with one worker or two. */
export const setupNames = ['alone', 'one', 'two'] as const;
export type SetupName = (typeof setupNames)[number];

/** Parts of a service that take time of a processor. */
export const partNames = ['api', 'workers', 'redis', 'postgres'] as const;
export type PartName = (typeof partNames)[number];
export type CpuSeconds = Record<PartName, number>;

/** A way to run the service, and what it has used of the machine. */
export interface Setup {
  url: string;
  redis?: string;
  cpu(): CpuSeconds;
  /** MB that the process that answers requests holds, without its runners. */
  apiMemory(): number;
  stop(): Promise<void>;
}

export async function startSetup(name: SetupName, places: Places, model: ModelName): Promise<Setup> {
  if (name === 'alone') return startAlone(places, model);
  const cluster = await BenchCluster.start(places, model, { workers: name === 'one' ? 1 : 2 });
  const seconds = (pids: number[]): number => pids.reduce((sum, pid) => sum + useOfTree(pid).cpuSeconds, 0);
  const [api] = cluster.apis;
  return {
    url: cluster.url,
    redis: cluster.redis.url,
    cpu: () => ({
      api: seconds([api.pid]),
      workers: seconds(cluster.workers.map(({ pid }) => pid)),
      redis: seconds([cluster.redis.pid]),
      postgres: seconds([places.postgres.pid]),
    }),
    apiMemory: () => useOfTree(api.pid).memory,
    stop: () => cluster.stop(),
  };
}

async function startAlone({ models }: Places, model: ModelName): Promise<Setup> {
  const server = await startApi(settingsOf(model, models));
  return {
    url: server.url,
    cpu: () => ({ api: useOfTree(server.pid).cpuSeconds, workers: 0, redis: 0, postgres: 0 }),
    apiMemory: () => Number.NaN,
    stop: () => server.stop(),
  };
}
