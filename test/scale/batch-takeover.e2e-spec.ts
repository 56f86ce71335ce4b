import { badLines } from '../support/bad-lines.js';
import { Redis } from 'ioredis';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { allIdeas } from '../support/ideas.js';
import type { Json } from '../support/json.js';
import { untilNothingRuns, untilNothingWaits } from '../support/queue.js';
import type { Service } from '../support/service.js';
import { getStream, type SseStream, type StreamedEvent } from '../support/sse.js';
import { eventually } from '../support/wait.js';

const path = '/api/v1/batches';
const wish = { prompts: ['Tee', 'Regen', 'Wind', 'Salz', 'Mond', 'Glas'], language: 'de', max_tokens: 60 };

/** Two processes answer, one writes two texts together; while it stands still in the middle of a batch, one of them is lost. */
describe('A batch in a cluster', () => {
  let cluster: Cluster;
  let redis: Redis;
  let hold: Hold;
  let other: Service;
  let worker: Service;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start({ ...hold.env, MAX_BATCH_SIZE: '2', SHUTDOWN_TIMEOUT: '0' });
    redis = new Redis(cluster.redis.url);
    [worker, other] = await Promise.all([cluster.worker(), cluster.api()]);
    await other.ready();
  });

  afterAll(() => redis.disconnect());

  /** Begins a batch; resolves when some of its items have an outcome, and the runner stands still before all have. */
  async function beginHeld(api: Service): Promise<{ id: string; runner: number; watching: SseStream }> {
    hold.at({ event: 'finished', count: 2, when: 'after' });
    const { status, body } = await api.post(path, wish);
    expect(status).toBe(202);
    const watching = await watch(body.id);
    const runner = await hold.held();
    await eventually(async () => ((await batch(body.id)).counts.done >= 2 ? true : undefined), 'two outcomes');
    return { id: body.id, runner, watching };
  }

  const watch = (id: string, from?: string): Promise<SseStream> =>
    getStream(`${other.url}${path}/${id}/events`, from === undefined ? {} : { 'last-event-id': from });

  const batch = async (id: string): Promise<Json> => (await other.get(`${path}/${id}`)).body;

  const endsIn = (events: readonly StreamedEvent[]): StreamedEvent[] =>
    events.filter(({ data }) => data.type === 'batch_item' && data.state !== 'running');

  /** Every item was told once and has an idea of its own, which is kept once. */
  async function expectWhole(id: string, watching: SseStream): Promise<Json> {
    const told = endsIn(await watching.all()).map(({ data }) => data.index);
    expect([...told].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    const whole = await batch(id);
    expect(whole).toMatchObject({ state: 'done', counts: { total: 6, done: 6, failed: 0 } });
    expect(whole.items.map(({ idea }: Json) => idea.prompt)).toEqual(wish.prompts);
    const ideas = new Set(whole.items.map(({ idea }: Json) => idea.id));
    expect((await allIdeas(other)).filter((idea) => ideas.has(idea.id))).toHaveLength(6);
    return whole;
  }

  it('is gone on with when the process that runs it is killed, and what had finished stays as it was', async () => {
    const api = await cluster.api();
    const { id, runner, watching } = await beginHeld(api);
    const before = (await batch(id)).items.filter(({ state }: Json) => state === 'done');
    api.signal('SIGKILL');
    await api.exit();
    expect(api.log).toContain(`${id} begins`);
    await other.logged(RegExp(`${id} goes on`));
    process.kill(runner, 'SIGCONT');
    const { items } = await expectWhole(id, watching);
    for (const item of before) expect(items[item.index]).toEqual(item);
  });

  it('is handed over when the process that runs it is asked to stop', async () => {
    const api = await cluster.api();
    const { id, runner, watching } = await beginHeld(api);
    const { code, output } = await api.stop('SIGTERM');
    expect(code).toBe(0);
    expect(badLines(output)).toEqual([]);
    await other.logged(RegExp(`${id} goes on`));
    process.kill(runner, 'SIGCONT');
    await expectWhole(id, watching);
  });

  it('is written by another worker when its own is killed', async () => {
    const { id, runner, watching } = await beginHeld(other);
    const next = await cluster.worker();
    worker.signal('SIGKILL');
    process.kill(runner, 'SIGKILL');
    await worker.exit();
    worker = next;
    await expectWhole(id, watching);
  });

  it('waits for a worker where there is none, and fails nothing', async () => {
    const { id, runner, watching } = await beginHeld(other);
    worker.signal('SIGKILL');
    process.kill(runner, 'SIGKILL');
    await worker.exit();
    await eventually(
      async () => ((await other.get('/health/ready')).body.detail === 'There is no worker.' ? true : undefined),
      'nobody to be there',
    );
    // Everybody who would give up because nobody is there has done so.
    await eventually(async () => ((await redis.exists('muse:workers')) === 0 ? true : undefined), 'the queue to know');
    await untilNothingWaits(redis);
    expect((await batch(id)).counts).toMatchObject({ failed: 0 });
    worker = await cluster.worker();
    await expectWhole(id, watching);
    await other.ready();
  });

  it('is cancelled through another process, and its worker stops at once', async () => {
    const api = await cluster.api();
    const { id, runner, watching } = await beginHeld(api);
    expect((await other.request(`${path}/${id}`, { method: 'DELETE' })).body).toMatchObject({ state: 'cancelled' });
    await untilNothingRuns(redis);
    process.kill(runner, 'SIGCONT');
    expect((await watching.all()).at(-1)!.data).toMatchObject({ type: 'batch_complete', state: 'cancelled' });
    const { counts } = (await api.get(`${path}/${id}`)).body;
    const { done } = counts as { done: number };
    expect(counts).toEqual({ total: 6, waiting: 0, running: 0, done, failed: 0, cancelled: 6 - done });
    expect(done).toBeGreaterThanOrEqual(2);
    expect((await api.stop()).code).toBe(0);
  });

  it('runs its failed items again through another process, and tells who comes back of each of them', async () => {
    const api = await cluster.api();
    const { id } = (await api.post(path, { ...wish, prompts: ['Tee'], models: ['muse-mini', 'gpt'] })).body;
    const first = endsIn(await (await watch(id)).all());
    expect(first.map(({ data }) => data.state).sort()).toEqual(['done', 'failed']);
    expect((await other.post(`${path}/${id}/retry`, {})).status).toBe(202);
    const again = endsIn(await (await watch(id, first.at(-1)!.id)).all());
    expect(again.map(({ data }) => [data.index, data.state])).toEqual([[1, 'failed']]);
    expect(first.map((event) => event.id)).not.toContain(again[0].id);
    expect((await batch(id)).counts).toMatchObject({ total: 2, done: 1, failed: 1 });
    expect((await api.stop()).code).toBe(0);
  });
});
