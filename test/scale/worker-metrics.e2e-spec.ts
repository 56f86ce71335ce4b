import { Cluster } from '../support/cluster.js';
import { short } from '../support/requests.js';

const key = 'watcher-key-20c77d4f';

/** What is counted where texts are written is read there. */
describe('The metrics of a worker', () => {
  it('are for who has the key, and count its texts; what waits is told by who answers', async () => {
    const cluster = await Cluster.start();
    const keys = { API_KEYS: `anna:generate:writer-key-8c1f2b7e,prometheus:metrics:${key}` };
    const worker = await cluster.worker({ ...keys, WORKER_METRICS_PORT: '0' });
    const [, port] = await worker.logged(/Metrics on port (\d+)/);
    const api = await cluster.api();
    await api.ready();
    expect((await api.generate(short)).status).toBe(200);

    const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
      fetch(`http://127.0.0.1:${port}${path}`, init);
    const text = await (await ask('/metrics', { headers: { authorization: `Bearer ${key}` } })).text();
    expect(text).toMatch(/^muse_texts_total\{[^}]*model="muse-mini"[^}]*\} 1$/m);
    expect((await ask('/health/live')).status).toBe(200);
    const refused = await Promise.all([
      ask('/metrics'),
      ask('/metrics', { headers: { 'x-api-key': 'writer-key-8c1f2b7e' } }),
      ask('/api/v1/ideas'),
      ask('/metrics', { method: 'POST' }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 404, 405]);
    expect((await worker.stop('SIGTERM')).code).toBe(0);
  });
});
