import { Redis } from 'ioredis';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { findLongRequest } from '../support/requests.js';
import type { Service } from '../support/service.js';
import { getStream, type SseStream, type StreamedEvent, textOf } from '../support/sse.js';
import { untilNothingRuns } from '../support/queue.js';
import { eventually } from '../support/wait.js';

/** What a reader has in the end who drops the text at a restart. */
const lastText = (events: readonly StreamedEvent[]): string =>
  textOf(events.slice(events.map(({ data }) => data.type).lastIndexOf('restart')));

/** Workers that stand still until Redis thinks that they are gone, and that then go on as if nothing had been. */
describe('A worker that stands still for longer than its lock', () => {
  let cluster: Cluster;
  let redis: Redis;
  let hold: Hold;
  let api: Service;
  let worker: Service;
  let long: Record<string, unknown>;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start({ ...hold.env, SHUTDOWN_TIMEOUT: '0' });
    redis = new Redis(cluster.redis.url);
    worker = await cluster.worker();
    api = await cluster.api();
    long = await findLongRequest(api);
  });

  afterAll(() => redis.disconnect());

  /** Begins a text and lets its worker, and the runner that writes it, stand still. */
  async function beginFrozen(): Promise<{ stream: SseStream; runner: number; id: string }> {
    hold.at({ event: 'text', count: 5, when: 'after' });
    const stream = await api.stream({ ...long, resumable: true });
    const runner = await hold.held();
    const { idea_id: id } = await stream.until('chunk');
    worker.signal('SIGSTOP');
    return { stream, runner, id };
  }

  const unlocked = (id: string): Promise<true> =>
    eventually(
      async () => ((await redis.exists(`muse:generations.muse-mini:${id}:lock`)) === 0 ? true : undefined),
      'the lock to run out',
    );

  async function keptTimes(id: string): Promise<number> {
    const { body } = await api.get('/api/v1/ideas?limit=100');
    return body.items.filter((idea: { id: string }) => idea.id === id).length;
  }

  /** What was told after the last restart is the text of the idea, once. */
  async function isToldOnce(stream: SseStream, id: string): Promise<void> {
    const events = await stream.all();
    const types = events.map(({ data }) => data.type);
    expect(types.filter((type) => type === 'complete' || type === 'error')).toEqual(['complete']);
    const last = lastText(events);
    const again = await (await getStream(`${api.url}/api/v1/generate/stream/${id}`)).all();
    expect(again.at(-1)!.data).toEqual(events.at(-1)!.data);
    expect(lastText(again)).toBe(last);
    expect(await keptTimes(id)).toBe(1);
  }

  it('takes its own job anew when there is no other, and tells nothing of the former attempt', async () => {
    const { stream, runner, id } = await beginFrozen();
    await unlocked(id);
    worker.signal('SIGCONT');
    expect(await stream.until('restart')).toMatchObject({ idea_id: id });
    process.kill(runner, 'SIGCONT');
    await isToldOnce(stream, id);
    // Nobody is left that would still write it.
    expect((await api.generate({ prompt: 'Tee', language: 'de', max_tokens: 20 })).status).toBe(200);
    await untilNothingRuns(redis);
  });

  it('writes nothing more when another has taken its job', async () => {
    const other = await cluster.worker({ MUSE_HOLD_FILE: `${hold.env.MUSE_HOLD_FILE}-of-another` });
    // The job goes to whoever asks first: the one that is not held is kept from it meanwhile.
    other.signal('SIGSTOP');
    const { stream, runner, id } = await beginFrozen();
    other.signal('SIGCONT');
    expect(await stream.until('restart')).toMatchObject({ idea_id: id, attempt: 2 });
    await isToldOnce(stream, id);
    const log = await redis.xrange(`muse:log:${id}`, '-', '+');
    worker.signal('SIGCONT');
    process.kill(runner, 'SIGCONT');
    await worker.logged(/had trouble with its queue: .*lock/);
    // It is done with that job when it takes others.
    expect((await other.stop()).code).toBe(0);
    expect((await api.generate({ prompt: 'Tee', language: 'de', max_tokens: 20 })).status).toBe(200);
    expect(await redis.xrange(`muse:log:${id}`, '-', '+')).toEqual(log);
    expect(await keptTimes(id)).toBe(1);
  });
});
