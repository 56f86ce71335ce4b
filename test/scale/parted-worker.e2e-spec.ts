import { Redis } from 'ioredis';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { Partition } from '../support/partition.js';
import { findLongRequest } from '../support/requests.js';
import type { Service } from '../support/service.js';
import { getStream, type SseStream, type StreamedEvent, textOf } from '../support/sse.js';
import { eventually } from '../support/wait.js';

const wish = { prompt: 'Tee', language: 'de', max_tokens: 20 };

/** What a reader has in the end who drops the text at a restart. */
const lastText = (events: readonly StreamedEvent[]): string =>
  textOf(events.slice(events.map(({ data }) => data.type).lastIndexOf('restart')));

/** A network that parts a worker from Redis for longer than its lock, and heals. */
describe('A worker that is parted from Redis', () => {
  let cluster: Cluster;
  let redis: Redis;
  let hold: Hold;
  let api: Service;
  let worker: Service;
  let partition: Partition;
  let long: Record<string, unknown>;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start({ SHUTDOWN_TIMEOUT: '0' });
    redis = new Redis(cluster.redis.url);
    partition = await Partition.before(cluster.redis.url);
    worker = await cluster.worker({ ...hold.env, REDIS_URL: partition.url });
    api = await cluster.api();
    long = await findLongRequest(api);
  });

  afterAll(() => redis.disconnect());

  /** Begins a text that its runner holds; then the worker is parted, and another one comes. */
  async function beginParted(
    how: 'cut' | 'stall',
  ): Promise<{ stream: SseStream; runner: number; id: string; other: Service }> {
    hold.at({ event: 'text', count: 5, when: 'after' });
    const stream = await api.stream({ ...long, resumable: true });
    const runner = await hold.held();
    const { idea_id: id } = await stream.until('chunk');
    partition[how]();
    return { stream, runner, id, other: await cluster.worker() };
  }

  const isKept = (id: string): Promise<true> =>
    eventually(
      async () => ((await api.get(`/api/v1/ideas/${id}`)).status === 200 ? true : undefined),
      'the idea to be kept',
    );

  /** The stream ends once, and tells the idea after its last restart; what stands in its log then. */
  async function toldOnce(stream: SseStream, id: string): Promise<unknown> {
    const events = await stream.all();
    const types = events.map(({ data }) => data.type);
    expect(types.filter((type) => type === 'complete' || type === 'error')).toEqual(['complete']);
    expect(types).toContain('restart');
    const again = await (await getStream(`${api.url}/api/v1/generate/stream/${id}`)).all();
    expect(lastText(again)).toBe(lastText(events));
    return redis.xrange(`muse:log:${id}`, '-', '+');
  }

  /** The parted worker is back: it alone is there, writes, and has changed nothing of what was told. */
  async function isBack(id: string, log: unknown, other: Service): Promise<void> {
    expect((await other.stop()).code).toBe(0);
    expect((await api.generate(wish)).status).toBe(200);
    expect(await redis.xrange(`muse:log:${id}`, '-', '+')).toEqual(log);
    const { body } = await api.get('/api/v1/ideas?limit=100');
    expect(body.items.filter((idea: { id: string }) => idea.id === id)).toHaveLength(1);
  }

  it('keeps what it writes meanwhile, and another tells that: it is not written anew', async () => {
    const { stream, runner, id, other } = await beginParted('cut');
    process.kill(runner, 'SIGCONT');
    await isKept(id);
    const log = await toldOnce(stream, id);
    partition.heal();
    await worker.logged(/had trouble with its queue: .*lock/);
    await isBack(id, log, other);
  });

  it('writes nothing more where another has written it, though no connection ever broke', async () => {
    const { stream, runner, id, other } = await beginParted('stall');
    const log = await toldOnce(stream, id);
    await isKept(id);
    partition.heal();
    process.kill(runner, 'SIGCONT');
    await worker.logged(/had trouble with its queue: .*lock/, 2);
    await isBack(id, log, other);
  });
});
