import { Redis } from 'ioredis';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { expectProblem } from '../support/problems.js';
import { untilWaiting } from '../support/queue.js';
import { findLongRequest } from '../support/requests.js';
import type { Service } from '../support/service.js';
import type { SseStream } from '../support/sse.js';

const wish = { prompt: 'Tee', language: 'de', max_tokens: 20 };
const batch = { prompts: ['Tee', 'Regen'], models: ['muse-mini'], language: 'de' };

/** Nobody is there that could write. */
describe('A cluster without a worker', () => {
  let hold: Hold;
  let cluster: Cluster;
  let redis: Redis;
  let api: Service;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start({ ...hold.env, MAX_BATCH_SIZE: '1' });
    redis = new Redis(cluster.redis.url);
    api = await cluster.api();
  });

  afterAll(() => redis.disconnect());

  async function endOf(stream: SseStream): Promise<string[]> {
    const events = await stream.all();
    return events.flatMap(({ data }) => (['complete', 'error'].includes(data.type) ? [data.code ?? data.type] : []));
  }

  it('says so, whatever it is asked', async () => {
    expectProblem(await api.generate(wish), 503, 'no_worker');
    expectProblem(await api.post('/api/v1/generate/stream', wish), 503, 'no_worker');
    const { status, body } = await api.post('/api/v1/generate/batch', batch);
    expect({ status, errors: body.errors.map(({ code }: { code: string }) => code) }).toEqual({
      status: 200,
      errors: ['no_worker', 'no_worker'],
    });
  });

  it('ends what waits and what was being written when the last one is lost, and goes on with the next', async () => {
    const worker = await cluster.worker();
    await api.ready();
    const long = await findLongRequest(api);
    hold.at({ event: 'text', count: 5, when: 'after' });
    const running = await api.stream(long);
    const runner = await hold.held();
    await running.until('chunk');
    const waiting = await api.stream({ ...wish, resumable: true });
    await waiting.until('queued');
    const asked = api.generate(wish);
    const together = api.post('/api/v1/generate/batch', batch);
    // Of the batch one at a time. Who came later would be refused, and not given up.
    await untilWaiting(redis, 3);
    worker.signal('SIGKILL');
    process.kill(runner, 'SIGKILL');
    await worker.exit();
    expect(await Promise.all([running, waiting].map(endOf))).toEqual([['no_worker'], ['no_worker']]);
    expectProblem(await asked, 503, 'no_worker');
    const { status, body } = await together;
    expect({ status, errors: body.errors.map(({ code }: { code: string }) => code) }).toEqual({
      status: 200,
      errors: ['no_worker', 'no_worker'],
    });
    await cluster.worker();
    await api.ready();
    expect((await api.generate(wish)).status).toBe(200);
    const page = await api.get('/api/v1/ideas?limit=2');
    // Nothing of what was given up was written after all.
    expect(page.body.items.map(({ prompt }: { prompt: string }) => prompt)).toEqual(['Tee', 'Regen']);
  });
});
