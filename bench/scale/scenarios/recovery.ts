import { untilIdle, useOfTree } from '../../engine/process-tree.js';
import type { ServerProcess } from '../../engine/server-process.js';
import { median } from '../../engine/statistics.js';
import { wishOf } from '../bench-model.js';
import { BenchCluster } from '../bench-cluster.js';
import { OneSlot } from '../one-slot.js';
import { ReadText } from '../read-text.js';
import type { ScaleBench, Scenario } from './scenario.js';

const workerDeaths = 10;
const otherDeaths = 5;

/** Processes that are killed in the middle of their work, and how long it takes until all is well again. Milliseconds. */
export const recovery: Scenario = async (bench) => {
  const cluster = await BenchCluster.start(bench.places, 'bench', { workers: 2 });
  await repeat(bench, 'worker', workerDeaths, () => workerDeath(cluster));
  await repeat(bench, 'redis', otherDeaths, () => redisDeath(cluster));
  await cluster.stop();

  const small = await BenchCluster.start(bench.places, 'bench', { apis: 2, env: { MAX_BATCH_SIZE: '1' } });
  const slot = new OneSlot();
  for (let time = 0; time < otherDeaths; time += 1) await slot.findFree(small.url);
  await repeat(bench, 'api', otherDeaths, () => apiDeath(small, slot));
  await small.stop();
};

async function repeat(bench: ScaleBench, server: string, times: number, once: () => Promise<number>): Promise<void> {
  const measured: number[] = [];
  for (let time = 0; time < times; time += 1) measured.push(await once());
  const figures = { median: median(measured), worst: Math.max(...measured), times };
  bench.measurements.add({ scenario: 'recovery', server, clients: 1, figures });
}

/** From the death of the worker in the middle of a text to its first text at the other worker. */
async function workerDeath(cluster: BenchCluster): Promise<number> {
  // A worker that has just been started computes, too.
  for (const { pid } of cluster.workers) await untilIdle(pid);
  const cpu = ({ pid }: ServerProcess): number => useOfTree(pid).cpuSeconds;
  const before = cluster.workers.map(cpu);
  const text = new ReadText(cluster.url, wishOf('bench', Math.floor(performance.now()), 500, 24));
  await text.text(20);
  const [spent, other] = cluster.workers.map((worker, i) => cpu(worker) - before[i]);
  const writer = cluster.workers[spent > other ? 0 : 1];
  const killed = performance.now();
  await cluster.kill(writer);
  const { at } = await text.text(1, true);
  text.hangUp();
  await cluster.addWorker();
  return at - killed;
}

/** From the moment that a Redis which was killed answers again to the first token of a new request. */
async function redisDeath(cluster: BenchCluster): Promise<number> {
  await cluster.redis.kill();
  await cluster.redis.restart();
  const answers = performance.now();
  for (;;) {
    const text = new ReadText(cluster.url, wishOf('bench', Math.floor(performance.now()), 8, 24));
    const first = await text.text(1).catch(() => undefined);
    if (first !== undefined) {
      text.hangUp();
      return first.at - answers;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** From the death of the only process that read a text to the free place on the worker. */
async function apiDeath(cluster: BenchCluster, slot: OneSlot): Promise<number> {
  const [survivor, reader] = cluster.apis;
  const { text, id } = await slot.begin(reader.url, 700);
  await cluster.kill(reader);
  const free = slot.freeAfter(await slot.firstToken(survivor.url));
  text.hangUp();
  const { status } = await fetch(`${survivor.url}/api/v1/ideas/${id}`);
  if (status !== 404) throw new Error('The text came to its end before anybody stopped it.');
  await cluster.addApi();
  return free;
}
