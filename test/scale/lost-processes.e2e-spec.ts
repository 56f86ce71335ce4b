import { Redis } from 'ioredis';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { findLongRequest } from '../support/requests.js';
import type { Service } from '../support/service.js';
import { getStream, type SseStream, textOf } from '../support/sse.js';
import { eventually } from '../support/wait.js';

const path = '/api/v1/generate/stream';

/** Two processes that answer, two that write, and one of them is lost in the middle of a text. */
describe('A cluster that loses a process', () => {
  let cluster: Cluster;
  let redis: Redis;
  let hold: Hold;
  let apis: Service[];
  let workers: Service[];
  let long: Record<string, unknown>;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start({ ...hold.env, SHUTDOWN_TIMEOUT: '0' });
    redis = new Redis(cluster.redis.url);
    workers = await Promise.all([cluster.worker(), cluster.worker()]);
    apis = await Promise.all([cluster.api(), cluster.api()]);
    long = await findLongRequest(apis[0]);
  });

  afterAll(() => redis.disconnect());

  /** Begins a stream whose runner stands still after a few tokens, and says whose runner that is. */
  async function beginHeld(
    request: Record<string, unknown>,
    api = apis[0],
  ): Promise<{ stream: SseStream; runner: number; id: string }> {
    hold.at({ event: 'text', count: 5, when: 'after' });
    const stream = await api.stream(request);
    const runner = await hold.held();
    const { idea_id: id } = await stream.until('chunk');
    return { stream, runner, id };
  }

  /** Takes the worker of a runner out of the list. */
  function workerOf(runner: number): Service {
    const i = workers.findIndex(({ runners }) => runners.includes(runner));
    return workers.splice(i, 1)[0];
  }

  async function isKeptOnce(id: string): Promise<void> {
    const { body } = await apis[1].get('/api/v1/ideas?limit=100');
    expect(body.items.filter((idea: { id: string }) => idea.id === id)).toHaveLength(1);
  }

  const isIdle = async (): Promise<true | undefined> =>
    (await redis.llen('muse:generations.muse-mini:active')) === 0 ? true : undefined;

  it('goes on with a stream at another process, byte for byte', async () => {
    const api = await cluster.api();
    const { stream, runner, id } = await beginHeld({ ...long, resumable: true }, api);
    const [before, place] = [textOf(stream.seen), stream.seen.at(-1)!.id!];
    api.signal('SIGKILL');
    await api.exit();
    const rest = await getStream(`${apis[1].url}${path}/${id}`, { 'last-event-id': place });
    process.kill(runner, 'SIGCONT');
    const events = await rest.all();
    const whole = await (await getStream(`${apis[1].url}${path}/${id}`)).all();
    expect(events.at(-1)!.data.type).toBe('complete');
    expect(before + textOf(events)).toBe(textOf(whole));
    await isKeptOnce(id);
  });

  it('stops what the process read that was killed, and nobody else does', async () => {
    const api = await cluster.api();
    const { runner, id } = await beginHeld(long, api);
    api.signal('SIGKILL');
    await api.exit();
    await eventually(isIdle, 'the generation to be stopped');
    process.kill(runner, 'SIGCONT');
    expect((await apis[1].get(`${path}/${id}`)).status).toBe(404);
    expect((await apis[1].get(`/api/v1/ideas/${id}`)).status).toBe(404);
  });

  it('stops what its reader hangs up on', async () => {
    const { stream, runner, id } = await beginHeld(long);
    stream.abort();
    await eventually(isIdle, 'the generation to be stopped');
    process.kill(runner, 'SIGCONT');
    expect((await apis[1].get(`/api/v1/ideas/${id}`)).status).toBe(404);
  });

  it('cancels at any process', async () => {
    const { stream, runner, id } = await beginHeld(long);
    expect((await apis[1].request(`${path}/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await stream.all()).at(-1)!.data).toMatchObject({ type: 'error', code: 'cancelled' });
    await eventually(isIdle, 'the generation to be stopped');
    process.kill(runner, 'SIGCONT');
  });

  it('begins a text anew whose worker is killed, and keeps its idea once', async () => {
    const { stream, runner, id } = await beginHeld(long);
    const worker = workerOf(runner);
    worker.signal('SIGKILL');
    // Standing still, it does not notice that its worker has gone.
    process.kill(runner, 'SIGKILL');
    await worker.exit();
    const events = await stream.all();
    const restart = events.findIndex(({ data }) => data.type === 'restart');
    expect(events[restart].data).toMatchObject({ idea_id: id, attempt: 2 });
    const { type, idea } = events.at(-1)!.data;
    expect(type).toBe('complete');
    expect(textOf(events.slice(restart))).toContain(idea.title);
    await isKeptOnce(id);
    workers.push(await cluster.worker());
  });

  it('fails with its worker where that is wished', async () => {
    const { stream, runner } = await beginHeld({ ...long, on_worker_loss: 'fail' });
    const worker = workerOf(runner);
    worker.signal('SIGKILL');
    process.kill(runner, 'SIGKILL');
    await worker.exit();
    expect((await stream.all()).at(-1)!.data).toMatchObject({ type: 'error', code: 'worker_lost' });
    workers.push(await cluster.worker());
  });

  it('takes over what a worker gives back that is asked to stop', async () => {
    const { stream, runner, id } = await beginHeld(long);
    const worker = workerOf(runner);
    const exit = worker.stop('SIGTERM');
    await stream.until('restart');
    expect((await stream.all()).at(-1)!.data.type).toBe('complete');
    expect((await exit).code).toBe(0);
    await isKeptOnce(id);
    workers.push(await cluster.worker());
  });

  it('ends everything once when Redis is killed and comes back', async () => {
    const { stream, runner, id } = await beginHeld(long);
    await cluster.redis.kill();
    const away = await apis[1].generate({ prompt: 'Tee', language: 'de' });
    expect({ status: away.status, code: away.body.code }).toEqual({ status: 503, code: 'queue_unavailable' });
    await cluster.redis.restart();
    process.kill(runner, 'SIGCONT');
    const ends = (await stream.all()).filter(({ data }) => data.type === 'complete' || data.type === 'error');
    expect(ends.map(({ data }) => data.type)).toEqual(['complete']);
    await isKeptOnce(id);
    expect((await apis[0].generate({ prompt: 'Tee', language: 'de', max_tokens: 20 })).status).toBe(200);
  });

  it('loses nobody who reads while Redis stands still for longer than locks and leases', async () => {
    const { stream, runner, id } = await beginHeld(long);
    process.kill(cluster.redis.pid, 'SIGSTOP');
    // Each of them waits for 3 s.
    for (const api of [apis[0], apis[1]]) {
      const { status, body } = await api.generate({ prompt: 'Tee', language: 'de' });
      expect({ status, code: body.code }).toEqual({ status: 503, code: 'queue_unavailable' });
    }
    process.kill(cluster.redis.pid, 'SIGCONT');
    process.kill(runner, 'SIGCONT');
    const ends = (await stream.all()).filter(({ data }) => data.type === 'complete' || data.type === 'error');
    expect(ends.map(({ data }) => data.type)).toEqual(['complete']);
    await isKeptOnce(id);
  });
});
