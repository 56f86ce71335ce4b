import { Redis } from 'ioredis';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import type { Service } from '../support/service.js';
import type { SseStream } from '../support/sse.js';
import { untilNothingWaits } from '../support/queue.js';
import { eventually } from '../support/wait.js';

const names = ['anna', 'bert', 'carl'];
const keys = { API_KEYS: names.map((name) => `${name}:generate:key-of-${name}-0123456789`).join() };
const wish = { prompt: 'Tee', language: 'de', max_tokens: 30 };
const queue = 'muse:generations.muse-mini:';
/** What BullMQ multiplies a priority with. */
const step = 2 ** 32;

/** Two processes put jobs into one queue, and one worker takes them one at a time. */
describe('The turns of clients', () => {
  let hold: Hold;
  let cluster: Cluster;
  let apis: Service[];
  let redis: Redis;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start({ ...hold.env, ...keys, MAX_BATCH_SIZE: '1', MAX_QUEUE_SIZE: '4' });
    redis = new Redis(cluster.redis.url);
    await cluster.worker();
    apis = await Promise.all([cluster.api(), cluster.api()]);
  });

  afterAll(() => redis.disconnect());

  const bearer = (name: string): Record<string, string> => ({ authorization: `Bearer key-of-${name}-0123456789` });

  /** Lets the worker stand still in a text; resolves to what lets it go on. */
  async function occupied(): Promise<() => Promise<void>> {
    hold.at({ event: 'text', count: 3, when: 'after' });
    const stream = await apis[0].stream(wish, bearer('carl'));
    const runner = await hold.held();
    return async () => {
      process.kill(runner, 'SIGCONT');
      expect((await stream.all()).at(-1)!.data.type).toBe('complete');
    };
  }

  /** Jobs that wait, in the order in which they will be taken. */
  class Waiting {
    readonly places: number[] = [];
    readonly order: string[] = [];
    private readonly ends: Promise<unknown>[] = [];

    async add(name: string, label: string, api: Service): Promise<SseStream> {
      const stream = await api.stream(wish, bearer(name));
      this.places.push((await stream.until('queued')).position);
      const started = stream.until('start').then(() => this.order.push(label));
      this.ends.push(started.then(() => stream.all()));
      return stream;
    }

    async end(): Promise<void> {
      await Promise.all(this.ends);
    }
  }

  it('are the same whichever process they come to', async () => {
    const release = await occupied();
    const waiting = new Waiting();
    await waiting.add('anna', 'anna 1', apis[0]);
    await waiting.add('anna', 'anna 2', apis[1]);
    await waiting.add('bert', 'bert 1', apis[0]);
    await waiting.add('bert', 'bert 2', apis[1]);
    expect(waiting.places).toEqual([1, 2, 2, 4]);
    await release();
    await waiting.end();
    expect(waiting.order).toEqual(['anna 1', 'bert 1', 'anna 2', 'bert 2']);
  });

  it('stay what they are when all priorities are moved down', async () => {
    const release = await occupied();
    const waiting = new Waiting();
    await waiting.add('anna', 'anna 1', apis[0]);
    await waiting.add('anna', 'anna 2', apis[1]);
    await raise(1_100_000);
    await waiting.add('bert', 'bert 1', apis[1]);
    expect(waiting.places).toEqual([1, 2, 2]);
    const scores = await redis.zrange(`${queue}prioritized`, 0, -1, 'WITHSCORES');
    const priorities = scores.flatMap((score, i) => (i % 2 === 1 ? [Math.floor(Number(score) / step)] : []));
    expect(Math.max(...priorities)).toBeLessThanOrEqual(3);
    const ids = scores.filter((_, i) => i % 2 === 0);
    const own = await Promise.all(ids.map((id) => redis.hget(`${queue}${id}`, 'priority')));
    expect(own.map(Number)).toEqual(priorities);
    await release();
    await waiting.end();
    expect(waiting.order).toEqual(['anna 1', 'bert 1', 'anna 2']);
  });

  it('pass over what a process had asked for that is gone', async () => {
    const release = await occupied();
    const gone = await cluster.api();
    const streams = await Promise.all(['anna', 'bert'].map((name) => gone.stream(wish, bearer(name))));
    const ids = await Promise.all(streams.map(async (stream) => (await stream.until('queued')).idea_id));
    gone.signal('SIGKILL');
    await gone.exit();
    const unread = async (id: string): Promise<boolean> => {
      const [, until] = await redis.zrange(`muse:lease:${id}`, 0, 0, 'WITHSCORES');
      const [seconds] = await redis.time();
      return Number(until) / 1000 < seconds;
    };
    await eventually(
      async () => ((await Promise.all(ids.map(unread))).every(Boolean) ? true : undefined),
      'the leases to run out',
    );
    const waiting = new Waiting();
    await waiting.add('anna', 'anna', apis[0]);
    await release();
    await waiting.end();
    await untilNothingWaits(redis);
    for (const id of ids) expect((await apis[0].get(`/api/v1/ideas/${id}`, bearer('anna'))).status).toBe(404);
  });

  /** As if a queue that was never empty had given away so many turns. */
  async function raise(by: number): Promise<void> {
    const jobs = await redis.zrange(`${queue}prioritized`, 0, -1);
    for (const id of jobs) await redis.zincrby(`${queue}prioritized`, by * step, id);
    for (const [who, turn] of Object.entries(await redis.hgetall('muse:turns:muse-mini'))) {
      const [at, ...id] = turn.split(' ');
      await redis.hset('muse:turns:muse-mini', who, [Number(at) + by, ...id].join(' '));
    }
  }
});
