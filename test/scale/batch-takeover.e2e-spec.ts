import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { allIdeas } from '../support/ideas.js';
import type { Json } from '../support/json.js';
import { findLongRequest } from '../support/requests.js';
import type { Service } from '../support/service.js';
import { getStream, type SseStream } from '../support/sse.js';
import { eventually } from '../support/wait.js';

const path = '/api/v1/batches';
const prompts = ['Tee', 'Regen', 'Wind', 'Salz', 'Mond', 'Glas'];

/** Two items are written together, the others wait. */
const together = { MAX_BATCH_SIZE: '2', MAX_RUNNING_BATCHES: '4' };

/** A batch of two processes that answer and two that write, while one of them is lost or asked to stop. */
describe('A batch in a cluster', () => {
  let cluster: Cluster;
  let hold: Hold;
  let apis: Service[];
  let workers: Service[];
  let long: Json;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start({ ...hold.env, ...together, SHUTDOWN_TIMEOUT: '0' });
    workers = await Promise.all([cluster.worker(), cluster.worker()]);
    apis = await Promise.all([cluster.api(), cluster.api()]);
    const { prompt: _prompt, seed: _seed, ...rest } = await findLongRequest(apis[0]);
    long = { ...rest, max_tokens: 200 };
  });

  /** Begins a batch at the first process; resolves when an item has an outcome and the runner of another one stands still. */
  async function beginHeld(api = apis[0]): Promise<{ id: string; runner: number; watching: SseStream }> {
    const { status, body } = await api.post(path, { ...long, prompts });
    expect(status).toBe(202);
    const watching = await watch(body.id);
    await watching.until('item');
    hold.at({ event: 'text', count: 5, when: 'after' });
    return { id: body.id, runner: await hold.held(), watching };
  }

  function watch(id: string, from?: string): Promise<SseStream> {
    return getStream(`${apis[1].url}${path}/${id}/events`, from === undefined ? {} : { 'last-event-id': from });
  }

  function workerOf(runner: number): Service {
    return workers.splice(
      workers.findIndex(({ runners }) => runners.includes(runner)),
      1,
    )[0];
  }

  /** Every item was told once and has an idea of its own, that is kept once. */
  async function expectWhole(id: string, watching: SseStream): Promise<void> {
    const events = await watching.all();
    const told = events.filter(({ data }) => data.type === 'item').map(({ data }) => data.index);
    expect([...told].sort()).toEqual(prompts.map((_, index) => index));
    const { state, counts, items } = (await apis[1].get(`${path}/${id}`)).body;
    expect({ state, counts }).toMatchObject({ state: 'done', counts: { total: 6, done: 6, failed: 0 } });
    const kept = (await allIdeas(apis[1])).filter(({ id: ideaId }) => items.some((item: Json) => item.idea.id === ideaId));
    expect(kept).toHaveLength(6);
    expect(items.map(({ idea }: Json) => idea.prompt)).toEqual(prompts);
  }

  it('is gone on with by another process when the one that runs it is killed, and nothing is written twice', async () => {
    const api = await cluster.api();
    const { id, runner, watching } = await beginHeld(api);
    const before = (await apis[1].get(`${path}/${id}`)).body.items.filter(({ state }: Json) => state === 'done');
    api.signal('SIGKILL');
    await api.exit();
    await apis[1].logged(RegExp(`${id} goes on`));
    process.kill(runner, 'SIGCONT');
    await expectWhole(id, watching);
    const { items } = (await apis[1].get(`${path}/${id}`)).body;
    expect(before.length).toBeGreaterThan(0);
    for (const item of before) expect(items[item.index]).toEqual(item);
  });
});
