import { Redis } from 'ioredis';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import type { Service } from '../support/service.js';
import type { SseStream } from '../support/sse.js';
import { untilWaiting } from '../support/queue.js';
import { findLongRequest } from '../support/requests.js';
import { eventually } from '../support/wait.js';

const wish = { prompt: 'Tee', language: 'de', max_tokens: 20 };

/** Redis comes back, and knows nothing any more. */
describe('A cluster whose Redis has lost everything', () => {
  let hold: Hold;
  let cluster: Cluster;
  let redis: Redis;
  let apis: Service[];
  let worker: Service;
  let long: Record<string, unknown>;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start({ ...hold.env, MAX_BATCH_SIZE: '1' });
    redis = new Redis(cluster.redis.url);
    // It loses what it reads, as everybody does.
    redis.on('error', () => undefined);
    worker = await cluster.worker();
    apis = await Promise.all([cluster.api(), cluster.api()]);
    long = await findLongRequest(apis[0]);
  });

  afterAll(() => redis.disconnect());

  /** How a stream ends: the types and codes of everything that is an end. */
  async function endsOf(stream: SseStream): Promise<string[]> {
    const events = await stream.all();
    return events.flatMap(({ data }) => (['complete', 'error'].includes(data.type) ? [data.code ?? data.type] : []));
  }

  /** A stream; in the seconds in which the worker has not said yet that it is there, a client has to come again. */
  const begin = (api: Service, request: Record<string, unknown>): Promise<SseStream> =>
    eventually(async () => {
      const stream = await api.stream(request);
      if (stream.response.status === 200) return stream;
      await stream.all();
      expect(JSON.parse(stream.raw)).toMatchObject({ status: 503, code: 'no_worker' });
      return undefined;
    }, 'a stream to begin');

  it.each(['first', 'second'])('ends what was open, once, and goes on without a restart, the %s time', async () => {
    hold.at({ event: 'text', count: 5, when: 'after' });
    const running = await begin(apis[0], long);
    const runner = await hold.held();
    await running.until('chunk');
    const waiting = await apis[1].stream({ ...wish, resumable: true });
    await waiting.until('queued');
    const asked = apis[1].generate(wish);
    // One that has not been asked for yet would be taken by the empty Redis, and written.
    await untilWaiting(redis, 2);
    // Its place is told after all that was asked for before it over the same connection has been answered.
    const watching = await apis[1].stream(wish);
    expect((await watching.until('queued')).position).toBe(3);

    await cluster.redis.kill();
    await cluster.redis.restartEmpty();
    process.kill(runner, 'SIGCONT');
    const ends = await Promise.all([running, waiting, watching].map(endsOf));
    expect(ends).toEqual([['interrupted'], ['interrupted'], ['interrupted']]);
    const { status, body } = await asked;
    expect({ status, code: body.code }).toEqual({ status: 503, code: 'interrupted' });
    for (const api of apis) expect(await endsOf(await begin(api, wish))).toEqual(['complete']);
    expect(worker.runners).toContain(runner);
  });
});
