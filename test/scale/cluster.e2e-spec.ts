import { Cluster } from '../support/cluster.js';
import type { Json } from '../support/json.js';
import { modelFolder, modelOf, untilStatus, usageOf } from '../support/models.js';
import type { Answer, Service } from '../support/service.js';
import { eventually, within } from '../support/wait.js';

/** Each of these models takes 0.31 GB of a worker's memory. */
const models = modelFolder([{ key: 'one' }, { key: 'two' }]);
const settings = { MODEL_CACHE_DIR: models, PRELOAD_TOP_MODELS: '0', MAX_BATCH_SIZE: '1', RUNNER_THREADS: '1' };
const roomForOne = { MODEL_MEMORY_LIMIT: '0.4' };
const roomForTwo = { MODEL_MEMORY_LIMIT: '0.75' };

const wish = { prompt: 'Tee', max_tokens: 20 };

/** Two processes answer, two write; whatever is asked of one that answers, the other knows as well. */
describe('A cluster', () => {
  it('places its models by one plan, and every process that answers says the same of them', async () => {
    const cluster = await Cluster.start(settings);
    const [left, right] = await Promise.all([cluster.api(), cluster.api()]);
    expect((await left.get('/health/ready')).body).toMatchObject({ code: 'not_ready', detail: 'There is no worker.' });

    const [small, large] = await Promise.all([cluster.worker(roomForOne), cluster.worker(roomForTwo)]);
    await Promise.all([left.ready(), right.ready()]);
    expect(await modelOf(left, 'muse-mini')).toMatchObject({ status: 'loaded', current: true, batching: 'in_place' });
    expect(await modelOf(right, 'one')).toMatchObject({ status: 'not_loaded', available: true });

    // A cold model goes where there is room, and the request is answered.
    expect(await generate(left, { ...wish, model: 'one' })).toBe('one');
    await large.logged(/one loaded in/);
    await untilStatus(right, 'one', 'loaded');
    const { decisions } = (await usageOf(right)).preload_report;
    expect(decisions.find(({ model }: Json) => model === 'one')).toMatchObject({ action: 'load' });
    expect(decisions.find(({ model }: Json) => model === 'one').reason).toMatch(/^1 wait for it, on /);
    await eventually(
      async () => ((await usageOf(right)).usage_stats.one?.usage_count === 1 ? true : undefined),
      'its use',
    );

    // The spare instance of the current model goes for another.
    const { body } = await right.post('/api/v1/models/preload', { model_keys: ['two'], priority: 'high' });
    expect(body.results).toEqual([{ model: 'two', success: true, status: 'loaded' }]);
    await large.logged(/muse-mini .*makes room for two|evict muse-mini: makes room for two/);
    await untilStatus(left, 'two', 'loaded');
    expect(await modelOf(left, 'muse-mini')).toMatchObject({ status: 'loaded' });

    // Switched for everybody.
    expect((await left.post('/api/v1/models/switch', { model_key: 'two' })).body).toMatchObject({
      key: 'two',
      current: true,
    });
    await eventually(async () => ((await modelOf(right, 'two')).current === true ? true : undefined), 'the switch');
    expect(await generate(right, wish)).toBe('two');
    expect((await right.post('/api/v1/models/one/unload', {})).body).toMatchObject({
      key: 'one',
      status: 'not_loaded',
    });
    await untilStatus(left, 'one', 'not_loaded');

    const stats = (await left.get('/api/v1/stats')).body.model_stats;
    expect(stats).toMatchObject({ loaded_models: 2, current_model: 'two' });
    expect(Object.keys(stats.memory.model_bytes).sort()).toEqual(['muse-mini', 'two']);
    expect((await right.get('/metrics')).text).toContain('muse_model_loaded{model="two"} 1');

    // Who dies without a word vanishes, and the plan gives the current model to who is left.
    await large.kill();
    await small.logged(/two loaded in/);
    await Promise.all([untilStatus(left, 'muse-mini', 'not_loaded'), untilStatus(right, 'two', 'loaded')]);
    await Promise.all([left.ready(), right.ready()]);
    expect(await generate(left, wish)).toBe('two');

    await small.kill();
    await eventually(
      async () => ((await right.get('/health/ready')).body.detail === 'There is no worker.' ? true : undefined),
      'the last worker to vanish',
    );
    expect(await modelOf(right, 'two')).toMatchObject({ status: 'not_loaded', available: false, current: true });
  });

  it('gives a model whose queue grows a further instance on another worker', async () => {
    const cluster = await Cluster.start(settings);
    const api = await cluster.api();
    const workers = await Promise.all([cluster.worker(roomForTwo), cluster.worker(roomForTwo)]);
    await api.ready();
    expect(await generate(api, { ...wish, model: 'one' })).toBe('one');
    const [first, second] = /one loaded in/.test(workers[0].log) ? workers : [workers[1], workers[0]];
    expect(second.log).not.toMatch(/one loaded in/);

    const { runners } = first;
    for (const pid of runners) process.kill(pid, 'SIGSTOP');
    const asked = Array.from({ length: 4 }, () => generate(api, { ...wish, model: 'one' }));
    await second.logged(/one loaded in/);
    // One stands still with its runner, the others are written by the further instance.
    await within(three(asked), 'three texts of the further instance');
    for (const pid of runners) process.kill(pid, 'SIGCONT');
    expect(await Promise.all(asked)).toEqual(['one', 'one', 'one', 'one']);
  });

  it('tells who waits why their model cannot be loaded', async () => {
    const cluster = await Cluster.start({
      ...settings,
      MODEL_CACHE_DIR: modelFolder([
        { key: 'huge', size_gb: 500 },
        { key: 'absent', installed: false },
      ]),
    });
    const api = await cluster.api();
    await cluster.worker(roomForTwo);
    await api.ready();
    const ask = async (model: string): Promise<Answer> => api.generate({ ...wish, model });
    expect(await ask('huge')).toMatchObject({ status: 503, body: { code: 'out_of_memory' } });
    expect((await ask('absent')).body).toMatchObject({ code: 'model_not_downloaded' });
  });
});

/** The model that wrote the idea. */
async function generate(service: Service, request: Record<string, unknown>): Promise<string> {
  const { status, body } = await service.generate(request);
  expect(body).toMatchObject({ model_used: expect.any(String) });
  expect(status).toBe(200);
  return body.model_used;
}

/** Resolves when three of these are done. */
function three(promises: readonly Promise<unknown>[]): Promise<void> {
  let done = 0;
  return new Promise((resolve, reject) => {
    for (const promise of promises) promise.then(() => (done += 1) === 3 && resolve(), reject);
  });
}
