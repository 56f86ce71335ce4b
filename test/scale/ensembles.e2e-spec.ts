import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { findLongRequest } from '../support/requests.js';
import type { Service } from '../support/service.js';
import { getStream, textOf } from '../support/sse.js';

const path = '/api/v1/generate/stream';
const ensemble = { candidates: 2 };

/** API processes choose; what they choose from, workers write. */
describe('Ensembles of several processes', () => {
  let cluster: Cluster;
  let hold: Hold;
  let api: Service;
  let long: Record<string, unknown>;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start({ ...hold.env, SHUTDOWN_TIMEOUT: '0' });
    await cluster.worker();
    api = await cluster.api();
    long = { ...(await findLongRequest(api)), ensemble };
  });

  const places = (candidates: { index: number; rank: number }[]): number[] =>
    candidates.map(({ rank }) => rank).sort((a, b) => a - b);

  it('are answered and streamed as those of one', async () => {
    const { status, body } = await api.generate(long);
    expect({ status, body }).toMatchObject({ status: 200, body: { generation_method: 'ensemble' } });
    expect(places(body.candidates)).toEqual([1, 2]);
    const events = await (await api.stream(long)).all();
    const { type, idea } = events.at(-1)!.data;
    expect(type).toBe('complete');
    expect(idea.candidates).toHaveLength(2);
    expect(textOf(events)).toContain(idea.title);
    expect((await api.get(`/api/v1/ideas/${idea.id}`)).body).toEqual(idea);
  });

  it('begin anew at another process when theirs is killed, and are kept once', async () => {
    hold.at({ event: 'text', count: 5, when: 'after' });
    const stream = await api.stream({ ...long, resumable: true });
    const runner = await hold.held();
    const { idea_id: id } = await stream.until('candidate');
    const other = await cluster.api();
    api.signal('SIGKILL');
    await api.exit();
    api = other;
    const rest = await getStream(`${api.url}${path}/${id}`);
    process.kill(runner, 'SIGCONT');
    const events = await rest.all();
    const restart = events.findIndex(({ data }) => data.type === 'restart');
    expect(events[restart].data).toMatchObject({ idea_id: id, attempt: 2 });
    const { type, idea } = events.at(-1)!.data;
    expect(type).toBe('complete');
    expect(textOf(events.slice(restart))).toContain(idea.title);
    const { body } = await api.get('/api/v1/ideas?limit=100');
    expect(body.items.filter((each: { id: string }) => each.id === id)).toHaveLength(1);
  });

  it('are given to another process by one that stops', async () => {
    hold.at({ event: 'text', count: 5, when: 'after' });
    const stream = await api.stream({ ...long, resumable: true });
    const runner = await hold.held();
    const { idea_id: id } = await stream.until('candidate');
    const other = await cluster.api();
    const exit = api.stop('SIGTERM');
    const rest = await getStream(`${other.url}${path}/${id}`);
    process.kill(runner, 'SIGCONT');
    expect((await rest.all()).at(-1)!.data).toMatchObject({ type: 'complete', idea: { id } });
    expect((await exit).code).toBe(0);
    api = other;
  });

  it('are cancelled at any process', async () => {
    const other = await cluster.api();
    hold.at({ event: 'text', count: 5, when: 'after' });
    const stream = await api.stream(long);
    const runner = await hold.held();
    const { idea_id: id } = await stream.until('candidate');
    expect((await other.request(`${path}/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await stream.all()).at(-1)!.data).toMatchObject({ type: 'error', code: 'cancelled' });
    process.kill(runner, 'SIGCONT');
    expect((await other.get(`/api/v1/ideas/${id}`)).status).toBe(404);
  });
});
