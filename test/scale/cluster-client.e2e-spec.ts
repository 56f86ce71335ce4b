import { CreativeMuse, type StreamEvent } from '../../libs/client/src/index.js';
import { Cluster } from '../support/cluster.js';
import { Hold } from '../support/hold.js';
import { findLongRequest } from '../support/requests.js';
import type { Service } from '../support/service.js';
import { eventually } from '../support/wait.js';

/** What the page is made from, asked of a process that has no model itself. */
describe('The client of a cluster', () => {
  let cluster: Cluster;
  let hold: Hold;
  let api: Service;
  let worker: Service;
  let muse: CreativeMuse;

  beforeAll(async () => {
    hold = new Hold();
    cluster = await Cluster.start(hold.env);
    [api, worker] = await Promise.all([cluster.api(), cluster.worker()]);
    await api.ready();
    muse = new CreativeMuse({ baseUrl: api.url });
  });

  it('drops the text of a worker that is lost in the middle, and has the whole idea of the next', async () => {
    const request = await findLongRequest(api);
    hold.at({ event: 'text', count: 5, when: 'after' });
    const events: StreamEvent[] = [];
    let isLost = false;
    let text = '';
    for await (const event of muse.stream({ ...request, prompt: 'Regen' })) {
      events.push(event);
      if (event.type === 'restart') text = '';
      if (event.type === 'chunk') text += event.content;
      if (event.type !== 'chunk' || isLost) continue;
      isLost = true;
      const runner = await hold.held();
      const next = await cluster.worker();
      worker.signal('SIGKILL');
      process.kill(runner, 'SIGKILL');
      await worker.exit();
      worker = next;
    }
    const last = events.at(-1)!;
    expect(events.filter(({ type }) => type === 'restart')).toHaveLength(1);
    expect(last.type).toBe('complete');
    if (last.type !== 'complete') return;
    expect(text.trim().startsWith(last.idea.title)).toBe(true);
    expect((await muse.ideas.list()).items.filter(({ id }) => id === last.idea.id)).toEqual([last.idea]);
  });

  it('sees models and figures, live, and the page itself', async () => {
    for await (const event of muse.models.watch()) {
      expect(event.type).toBe('status');
      break;
    }
    for await (const event of muse.stats.watch()) {
      expect(event).toMatchObject({ type: 'stats' });
      break;
    }
    expect((await muse.stats.get()).model_stats).toMatchObject({ loaded_models: 1, current_model: 'muse-mini' });
    expect((await muse.models.usageStats()).usage_stats['muse-mini'].usage_count).toBeGreaterThan(0);
    const page = await api.get('/');
    expect({ status: page.status, type: page.headers.get('content-type') }).toEqual({
      status: 200,
      type: 'text/html; charset=utf-8',
    });
  });

  it('preloads, switches, unloads and deactivates through a process that has no model', async () => {
    for (const priority of ['low', 'balanced', 'high'] as const) {
      const { results } = await muse.models.preload({ model_keys: ['muse-mini'], priority });
      expect(results).toEqual([expect.objectContaining({ model: 'muse-mini', success: true })]);
    }
    expect(await muse.models.switchTo('muse-mini')).toMatchObject({ key: 'muse-mini', current: true });
    expect(await muse.models.unload('muse-mini')).toMatchObject({ key: 'muse-mini' });
    expect(await muse.models.deactivate()).toMatchObject({ key: 'muse-mini' });
    await api.ready();
  });

  it('hears that nobody can answer, and that somebody can again', async () => {
    await worker.kill();
    const isAlone = async (): Promise<true | undefined> =>
      (await api.get('/health/ready')).body.detail === 'There is no worker.' ? true : undefined;
    await eventually(isAlone, 'the worker to vanish');
    await expect(muse.generate({ prompt: 'Tee' })).rejects.toMatchObject({ code: 'no_worker', status: 503 });
    await cluster.worker();
    await api.ready();
    expect((await muse.generate({ prompt: 'Tee', max_tokens: 20 })).prompt).toBe('Tee');
  });
});
