import { ClusterNews } from '@muse/adapters/cluster/cluster-news.js';
import { PlacementQueue } from '@muse/adapters/cluster/placement-queue.js';
import { RedisClusterNotes } from '@muse/adapters/cluster/redis-cluster-notes.js';
import { RedisWaitingJobs } from '@muse/adapters/cluster/redis-waiting-jobs.js';
import { RedisWorkerCommands } from '@muse/adapters/cluster/redis-worker-commands.js';
import { RedisWorkerReports } from '@muse/adapters/cluster/redis-worker-reports.js';
import { queueKey } from '@muse/adapters/queue/queue-keys.js';
import { RedisConnections } from '@muse/adapters/redis/redis-connections.js';
import { RedisMessages } from '@muse/adapters/redis/redis-messages.js';
import type { WorkerCommand } from '@muse/core/cluster/worker-commands.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { firstValueFrom } from 'rxjs';
import { aModelReport, aWorkerReport } from '../support/fakes/worker-reports.js';
import { RedisServer } from '../support/redis-server.js';
import { eventually, within } from '../support/wait.js';

/** What the processes of a cluster tell each other, over a real Redis. Each `Process` has connections of its own. */
describe('A cluster in Redis', () => {
  let server: RedisServer;
  const processes: Process[] = [];

  beforeAll(async () => {
    server = await RedisServer.start();
  });

  beforeEach(async () => {
    await another().connections.commands.flushall();
  });

  afterEach(async () => {
    for (const { connections, placement } of processes.splice(0)) {
      await placement.close();
      connections.onApplicationShutdown();
    }
  });

  class Process {
    readonly connections = new RedisConnections(server.url, { lost: () => undefined });
    readonly messages = new RedisMessages(this.connections.commands, this.connections.messages);
    readonly news = new ClusterNews(this.messages);
    readonly reports = new RedisWorkerReports(this.connections.commands, this.news, 60_000);
    readonly notes = new RedisClusterNotes(this.connections.commands, this.news);
    readonly commands = new RedisWorkerCommands(this.messages);
    readonly placement = new PlacementQueue(this.connections.commands, () => undefined);
  }

  function another(): Process {
    const process = new Process();
    processes.push(process);
    return process;
  }

  const never = new AbortController().signal;
  const load: WorkerCommand = { type: 'load', model: 'a', ahead: false, begin: false };

  it('has the last report of each worker, and none of one that has gone', async () => {
    const [one, two] = [another(), another()];
    const first = aWorkerReport({ id: 'w1', models: [aModelReport({ status: 'loading' })] });
    const second = { ...first, models: [aModelReport({ status: 'loaded', lastUsed: 7 })] };
    await one.reports.publish(first, false);
    await one.reports.publish(second, false);
    await two.reports.publish(aWorkerReport({ id: 'w0' }), true);
    expect(await two.reports.all()).toEqual([aWorkerReport({ id: 'w0' }), second]);
    await one.reports.remove('w1');
    expect(await two.reports.all()).toEqual([aWorkerReport({ id: 'w0' })]);
  });

  it('forgets a worker that says nothing', async () => {
    const { connections, news } = another();
    const short = new RedisWorkerReports(connections.commands, news, 1);
    await short.publish(aWorkerReport(), true);
    await eventually(async () => ((await short.all()).length === 0 ? true : undefined), 'the report to run out');
    await short.publish(aWorkerReport(), true);
  });

  it('tells everybody of news at once', async () => {
    const [one, two] = [another(), another()];
    const heard = firstValueFrom(two.reports.changes);
    // Subscribed when this answers, as Redis answers in order.
    await two.connections.messages.ping();
    await one.reports.publish(aWorkerReport(), true);
    await within(heard, 'the news');
  });

  it('keeps the current model, those that wait, the latest decisions and the rest for everybody', async () => {
    const [one, two] = [another(), another()];
    expect(await one.notes.read()).toEqual({
      wanted: [],
      patient: [],
      decisions: [],
      crowded: new Map(),
      queued: new Map(),
    });
    await one.notes.setCurrent('b');
    await one.notes.setWanted(['c', 'a']);
    await one.notes.setCrowded(new Map([['a', { since: 5, instances: 1 }]]));
    await one.notes.setQueued(new Map([['b', 7]]));
    for (const key of ['z', 'y', 'z']) await one.notes.addPatient(key);
    const at = new Date('2026-11-24T12:00:00Z');
    const evict = { model: 'a', action: 'evict', reason: 'makes room for z', at } as const;
    const skip = { model: 'A', action: 'skip', reason: 'why', at } as const;
    await one.notes.addDecision(evict);
    await one.notes.addDecision(skip);
    expect(await two.notes.read()).toEqual({
      current: 'b',
      wanted: ['c', 'a'],
      patient: expect.arrayContaining(['y', 'z']),
      decisions: [evict, skip],
      crowded: new Map([['a', { since: 5, instances: 1 }]]),
      queued: new Map([['b', 7]]),
    });
    await two.notes.setCurrent(undefined);
    await two.notes.removePatient('z');
    expect(await one.notes.read()).toMatchObject({ current: undefined, patient: ['y'] });
    for (let n = 0; n < 101; n += 1) {
      await one.notes.addDecision({ ...skip, reason: `${n}`, at: new Date(at.getTime() + n + 1) });
    }
    const reasons = (await two.notes.read()).decisions.map(({ reason }) => reason);
    expect(reasons).toEqual(Array.from({ length: 100 }, (_, n) => `${n + 1}`));
  });

  it('carries a command to its worker alone, and its answer back', async () => {
    const [api, one, two] = [another(), another(), another()];
    const done: string[] = [];
    await one.commands.serve('w1', async ({ model }) => void done.push(`w1 ${model}`));
    await two.commands.serve('w2', () => Promise.reject(new MuseError('out_of_memory', 'Too big.')));
    await api.commands.send('w1', load, never);
    expect(done).toEqual(['w1 a']);
    await expect(api.commands.send('w2', load, never)).rejects.toMatchObject({
      code: 'out_of_memory',
      detail: 'Too big.',
    });
  });

  it('does a command once that has to be told again', async () => {
    const [api, one] = [another(), another()];
    let done = 0;
    let told = 0;
    const again = gate();
    const answering = gate();
    await one.messages.hear('muse:commands:w1', () => {
      told += 1;
      if (told === 3) again.resolve();
    });
    await one.commands.serve('w1', () => {
      done += 1;
      return answering.promise;
    });
    const sent = api.commands.send('w1', load, never);
    await within(again.promise, 'the command to be told three times');
    answering.resolve();
    await within(sent, 'the answer');
    expect(done).toBe(1);
  });

  it('gives a command to a worker that comes to hear it late', async () => {
    const [api, one] = [another(), another()];
    const sent = api.commands.send('w1', load, never);
    await one.commands.serve('w1', () => Promise.resolve());
    await within(sent, 'the answer');
  });

  it('counts the jobs that nobody has taken', async () => {
    const { connections } = another();
    await connections.commands.lpush(queueKey('a', 'wait'), '1', '2');
    await connections.commands.zadd(queueKey('a', 'prioritized'), 1, '3');
    await connections.commands.lpush(queueKey('b', 'active'), '4');
    const counts = await new RedisWaitingJobs(connections.commands).count(['a', 'b', 'c']);
    expect([...counts]).toEqual([['a', 3]]);
  });

  it('runs the placement once for many calls, and never twice at a time', async () => {
    const [api, one, two] = [another(), another(), another()];
    let running = 0;
    let most = 0;
    const ran: boolean[] = [];
    const begun = gate();
    const release = gate();
    const calm = gate();
    const run = async (ahead: boolean): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      ran.push(ahead);
      begun.resolve();
      await release.promise;
      running -= 1;
      if (ran.includes(true) && ran.filter((each) => !each).length >= 2) calm.resolve();
    };
    // Looks so rare that this test sees the calls alone, but for the first one, which is at once.
    const times = { every: 86_400_000 };
    await one.placement.work(run, times);
    await two.placement.work(run, times);
    await api.placement.call(false);
    await within(begun.promise, 'the placement to begin');
    for (let n = 0; n < 10; n += 1) await api.placement.call(false);
    await api.placement.call(true);
    release.resolve();
    await within(calm.promise, 'the calls to be answered');
    expect(most).toBe(1);
    expect(ran.length).toBeLessThanOrEqual(4);
  });
});

/** A promise that the test resolves. */
function gate(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((open) => (resolve = open));
  return { promise, resolve: () => resolve() };
}
