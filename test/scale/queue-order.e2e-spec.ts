import { Redis } from 'ioredis';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { expectProblem } from '../support/problems.js';
import { untilWaiting } from '../support/queue.js';
import type { Answer, Service } from '../support/service.js';
import type { SseStream } from '../support/sse.js';

const keys = { API_KEYS: 'anna:generate:key-of-anna-0123456789,bert:generate:key-of-bert-0123456789' };
const bearer = (name: string): string => `Bearer key-of-${name}-0123456789`;
const wish = { prompt: 'Tee', language: 'de', max_tokens: 30 };

/** A worker that writes one text at a time, so that whose turn it is decides everything. */
describe('The queue of a model', () => {
  let hold: Hold;
  let api: Service;
  let redis: Redis;

  beforeAll(async () => {
    hold = new Hold();
    const cluster = await Cluster.start({ ...hold.env, ...keys, MAX_BATCH_SIZE: '1', MAX_QUEUE_SIZE: '3' });
    redis = new Redis(cluster.redis.url);
    await cluster.worker();
    api = await cluster.api();
  });

  afterAll(() => redis.disconnect());

  /** Lets the worker stand still in a text of Anna's; resolves to what lets it go on. */
  async function occupied(): Promise<() => Promise<void>> {
    hold.at({ event: 'text', count: 3, when: 'after' });
    const first = ask('anna');
    const runner = await hold.held();
    return async () => {
      process.kill(runner, 'SIGCONT');
      expect((await first).status).toBe(200);
    };
  }

  const ask = (name: string): Promise<Answer> =>
    api.request('/api/v1/generate', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: bearer(name) },
      body: JSON.stringify(wish),
    });

  /** Opens a stream that waits, and says at which place. */
  async function wait(name: string): Promise<{ stream: SseStream; position: number }> {
    const stream = await api.stream(wish, { authorization: bearer(name) });
    return { stream, position: (await stream.until('queued')).position };
  }

  it('lets clients take turns', async () => {
    const release = await occupied();
    const order: string[] = [];
    const ends: Promise<unknown>[] = [];
    const places: number[] = [];
    for (const [name, label] of [
      ['anna', 'anna 1'],
      ['anna', 'anna 2'],
      ['bert', 'bert 1'],
    ]) {
      const { stream, position } = await wait(name);
      places.push(position);
      ends.push(stream.until('start').then(() => order.push(label)));
      ends.push(ends.at(-1)!.then(() => stream.all()));
    }
    // Bert's comes after Anna's first, and before her second.
    expect(places).toEqual([1, 2, 2]);
    await release();
    await Promise.all(ends);
    expect(order).toEqual(['anna 1', 'bert 1', 'anna 2']);
  });

  it('refuses what finds no place, and takes one of each client that has none', async () => {
    const release = await occupied();
    const waiting = [await wait('anna'), await wait('anna'), await wait('anna')];
    expectProblem(await ask('anna'), 503, 'queue_full');
    const other = await wait('bert');
    expectProblem(await ask('bert'), 503, 'queue_full');
    await release();
    for (const { stream } of [...waiting, other]) expect((await stream.all()).at(-1)!.data.type).toBe('complete');
  });

  it.each([
    ['batches', {}, 1],
    ['candidates of a batch', { ensemble: { candidates: 2 } }, 2],
  ])('puts who waits for an answer before %s', async (_, fields, jobs) => {
    const release = await occupied();
    const headers = { 'content-type': 'application/json', authorization: bearer('anna') };
    const body = JSON.stringify({ prompts: ['Regen'], models: ['muse-mini'], language: 'de', ...fields });
    const batch = api.request('/api/v1/generate/batch', { method: 'POST', headers, body });
    await untilWaiting(redis, jobs);
    const { stream, position } = await wait('anna');
    expect(position).toBe(1);
    await release();
    expect((await stream.all()).at(-1)!.data.type).toBe('complete');
    expect((await batch).status).toBe(200);
    const { body: page } = await api.get('/api/v1/ideas?limit=2', headers);
    expect(page.items.map((idea: { prompt: string }) => idea.prompt)).toEqual(['Regen', 'Tee']);
  });
});
