import { badLines } from '../support/bad-lines.js';
import { Cluster } from '../support/cluster.js';
import { freePort } from '../support/free-port.js';
import { expectProblem } from '../support/problems.js';
import { childrenOf, isRunning, runnersToEnd } from '../support/processes.js';
import { untilStatus } from '../support/models.js';
import { RedisServer } from '../support/redis-server.js';
import { type Exit, Service } from '../support/service.js';
import { eventually } from '../support/wait.js';
import { Redis } from 'ioredis';

const wish = { prompt: 'Tee', language: 'de', max_tokens: 200 };
const unreadable = 'The cluster cannot be read: its Redis does not answer.';

/** It ended by itself, said nothing bad, and nothing of it is left. */
async function expectCleanEnd({ code, output }: Exit, children: readonly number[]): Promise<void> {
  expect({ code, bad: badLines(output) }).toEqual({ code: 0, bad: [] });
  await eventually(() => (children.some(isRunning) ? undefined : true), 'its processes to end');
}

describe('A cluster under load', () => {
  let cluster: Cluster;
  let api: Service;
  let sending: boolean;
  let load: Promise<unknown>;
  let statuses: Set<string>;

  beforeEach(async () => {
    cluster = await Cluster.start({ SHUTDOWN_TIMEOUT: '20' });
    api = await cluster.api();
    await cluster.worker();
    await api.ready();
    sending = true;
    statuses = new Set();
    load = Promise.all(Array.from({ length: 6 }, send));
  });

  /** Asks until the test says that it is enough, or the process is gone. */
  async function send(): Promise<void> {
    while (sending) {
      const answer = await api.generate(wish).catch(() => undefined);
      if (answer === undefined) return;
      statuses.add(`${answer.status} ${answer.body.code ?? ''}`.trim());
    }
  }

  it('loses no answer when a worker is asked to stop, which leaves nothing behind', async () => {
    const worker = await cluster.worker();
    const children = childrenOf(worker.pid);
    expect(children.length).toBeGreaterThan(0);
    await expectCleanEnd(await worker.stop(), children);
    sending = false;
    await load;
    expect([...statuses]).toEqual(['200']);
  });

  it('answers what runs in a process that answers and is asked to stop, and refuses the rest', async () => {
    await eventually(() => (statuses.size > 0 ? true : undefined), 'a first answer');
    await expectCleanEnd(await api.stop(), []);
    sending = false;
    await load;
    expect([...statuses].filter((status) => status !== '200' && status !== '503 shutting_down')).toEqual([]);
  });

  it('ends a process at once that is asked twice, with its runners', async () => {
    const worker = await cluster.worker();
    const { runners } = worker;
    for (const pid of runners) process.kill(pid, 'SIGSTOP');
    worker.signal('SIGTERM');
    await worker.logged(/SIGTERM: \d+ generations may end/);
    for (const pid of runners) process.kill(pid, 'SIGCONT');
    // It may have had nothing to do, and be gone by itself.
    const { code } = await worker.stop('SIGTERM');
    expect([0, 1]).toContain(code);
    await runnersToEnd(runners);
    sending = false;
    await load;
    expect([...statuses]).toEqual(['200']);
  });
});

describe('A process of a cluster that starts while Redis is away', () => {
  it('says so, begins when it is there, and names no password', async () => {
    const cluster = await Cluster.start();
    await cluster.redis.kill();
    const [api, worker] = [await cluster.api(), cluster.begin('worker')];
    await Promise.all([api, worker].map((process) => process.logged(/does not answer, and is tried again: connect/)));
    expectProblem(await api.get('/health/ready'), 503, 'not_ready');
    expect((await api.get('/health/ready')).body.detail).toBe(unreadable);
    expectProblem(await api.generate(wish), 503, 'queue_unavailable');
    expectProblem(await api.post('/api/v1/models/switch', { model_key: 'muse-mini' }), 503, 'queue_unavailable');
    await cluster.redis.restart();
    await api.ready();
    expect((await api.generate(wish)).status).toBe(200);
    for (const { log } of [api, worker]) expect(log).not.toMatch(/\n {4}at /);
  });

  it.each(['api', 'worker'] as const)('ends when it is asked to (%s)', async (app) => {
    const cluster = await Cluster.start({ REDIS_URL: `redis://:s3cret-word@127.0.0.1:${await freePort()}` });
    const waiting = cluster.begin(app);
    await waiting.logged(app === 'api' ? /Listening/ : /does not answer, and is tried again/);
    const { output } = await waiting.stop();
    expect(output).not.toMatch(/s3cret-word|\n {4}at /);
  });
});

describe('A worker that starts while PostgreSQL is away', () => {
  it('ends with one line that names it, and not its password', async () => {
    const redis = await RedisServer.start();
    const env = { REDIS_URL: redis.url, DATABASE_URL: 'postgres://muse:s3cret-word@127.0.0.1:1/kept' };
    const { code, output } = await new Service({ app: 'worker', env }).exit();
    expect(code).toBe(1);
    expect(output).toMatch(/^The database of DATABASE_URL at 127\.0\.0\.1:1\/kept cannot be used: .+\n$/);
    expect(output).not.toContain('s3cret-word');
  });
});

describe('A cluster whose Redis goes while nothing happens', () => {
  it('works as before when it is back, also where it has lost everything', async () => {
    const cluster = await Cluster.start();
    const [api, worker] = await Promise.all([cluster.api(), cluster.worker()]);
    await api.ready();
    const { body: batch } = await api.post('/api/v1/batches', { ...wish, prompts: ['Tee'], prompt: undefined });
    for (const isEmpty of [false, true]) {
      if (isEmpty) await emptied(cluster.redis.url);
      await cluster.redis.kill();
      await eventually(
        async () => ((await api.get('/health/ready')).body.detail === unreadable ? true : undefined),
        'the process to say so',
      );
      expect((await api.get(`/api/v1/batches/${batch.id}`)).status).toBe(200);
      expect((await api.get('/api/v1/stats')).status).toBe(200);
      expect((await api.get('/metrics')).status).toBe(200);
      expectProblem(await api.post('/api/v1/models/muse-mini/unload', {}), 503, 'queue_unavailable');
      await cluster.redis.restart();
      await api.ready();
      expect((await api.generate(wish)).status).toBe(200);
      // Nobody asks for it: the plan loads it again, which somebody has to run.
      expect((await api.post('/api/v1/models/muse-mini/unload', {})).status).toBe(200);
      await untilStatus(api, 'muse-mini', 'loaded');
      for (const { log } of [api, worker]) expect(log).not.toMatch(/ERROR|\n {4}at /);
    }
    expect((await api.stop()).code).toBe(0);
    expect((await worker.stop()).code).toBe(0);
  });
});

async function emptied(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall();
  redis.disconnect();
}
