import type { Json } from '../support/json.js';
import { modelFolder, modelOf, untilStatus } from '../support/models.js';
import { blamed, expectProblem } from '../support/problems.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Answer, type Service, startService } from '../support/service.js';

const path = '/api/v1/models';
const second = 'muse-second';
const third = 'muse-third';
const absent = 'muse-absent';

/** Room for two of the models: each is reckoned with a little more than 0.3 GB. */
const roomForTwo = '0.7';

async function start(env: Record<string, string> = {}): Promise<Service> {
  const models = modelFolder([{ key: second }, { key: third }, { key: absent, installed: false }]);
  return startService({ env: { MODEL_CACHE_DIR: models, PRELOAD_TOP_MODELS: '0', ...env } });
}

function preload(service: Service, model_keys: string[], priority?: string): Promise<Answer> {
  return service.post(`${path}/preload`, { model_keys, ...(priority === undefined ? {} : { priority }) });
}

async function statuses(service: Service): Promise<Record<string, string>> {
  const { body } = await service.get(path);
  return Object.fromEntries(body.map(({ key, status }: Json) => [key, status]));
}

function unload(service: Service, key: string): Promise<Answer> {
  return service.request(`${path}/${key}/unload`, { method: 'POST' });
}

function deactivate(service: Service): Promise<Answer> {
  return service.request(`${path}/deactivate`, { method: 'POST' });
}

describe('POST /api/v1/models/preload', () => {
  let service: Service;

  beforeAll(async () => {
    service = await start({ MODEL_MEMORY_LIMIT: roomForTwo });
  });

  it('loads what fits where no priority is given, and says what became of each', async () => {
    const { status, body } = await preload(service, ['muse-mini', second, 'gpt-9', absent]);
    expect(status).toBe(200);
    expect(body).toEqual({
      message: 'Vorladen abgeschlossen',
      results: [
        { model: 'muse-mini', success: true, status: 'already_loaded' },
        { model: second, success: true, status: 'loaded' },
        {
          model: 'gpt-9',
          success: false,
          status: 'failed',
          error: expect.stringMatching(/"gpt-9".*muse-mini.*muse-second/),
        },
        { model: absent, success: false, status: 'failed', error: expect.stringMatching(/not on this machine/) },
      ],
      priority: 'balanced',
    });
    expect(await modelOf(service, second)).toMatchObject({ loaded: true, status: 'loaded', current: false });
    expect(await modelOf(service, absent)).toMatchObject({ available: false, loaded: false, status: 'not_loaded' });
  });

  it('answers already_loaded the second time', async () => {
    const { body } = await preload(service, [second], 'high');
    expect(body.results).toEqual([{ model: second, success: true, status: 'already_loaded' }]);
    expect(body.priority).toBe('high');
  });

  it('balanced does not evict: what does not fit fails with the reason', async () => {
    const { status, body } = await preload(service, [third], 'balanced');
    expect(status).toBe(200);
    expect(body.results).toEqual([
      { model: third, success: false, status: 'failed', error: expect.stringMatching(/MODEL_MEMORY_LIMIT/) },
    ]);
    expect(await statuses(service)).toMatchObject({ [second]: 'loaded', [third]: 'not_loaded' });
  });

  it('high does not evict a busy model', async () => {
    const stream = await service.stream({ ...(await findLongRequest(service)), model: second });
    await stream.until('chunk');
    const { body } = await preload(service, [third], 'high');
    expect(body.results).toEqual([
      { model: third, success: false, status: 'failed', error: expect.stringMatching(/MODEL_MEMORY_LIMIT/) },
    ]);
    expect((await statuses(service))[second]).toBe('loaded');
    expect((await stream.all()).at(-1)!.data.type).toBe('complete');
  });

  it('high evicts an idle model, never the current one, and says so', async () => {
    const { body } = await preload(service, [third], 'high');
    expect(body.results).toEqual([{ model: third, success: true, status: 'loaded' }]);
    expect(await statuses(service)).toMatchObject({ 'muse-mini': 'loaded', [second]: 'not_loaded', [third]: 'loaded' });
    const { preload_report: report } = (await service.get(`${path}/usage-stats`)).body;
    expect(report.decisions.at(-1)).toEqual({
      at: expect.stringMatching(/Z$/),
      model: second,
      action: 'evict',
      reason: expect.stringContaining(third),
    });
    expect(service.log).toMatch(/Preloader\] evict muse-second/);
  });

  it('low is queued at once, and loads when nothing is being generated', async () => {
    await unload(service, third);
    const stream = await service.stream(await findLongRequest(service));
    await stream.until('chunk');
    const { body } = await preload(service, [second, 'muse-mini', 'gpt-9'], 'low');
    expect(body).toMatchObject({
      results: [
        { model: second, success: true, status: 'queued' },
        { model: 'muse-mini', success: true, status: 'already_loaded' },
        { model: 'gpt-9', success: false, status: 'failed' },
      ],
      priority: 'low',
    });
    expect(await modelOf(service, second)).toMatchObject({ status: 'not_loaded', preload_priority: 1 });
    await stream.until('chunk');
    expect((await statuses(service))[second]).toBe('not_loaded');
    await stream.until('complete');
    await untilStatus(service, second, 'loaded');
    expect((await modelOf(service, second)).preload_priority).toBeNull();
  });

  it('low loads soon where nothing is being generated', async () => {
    await unload(service, second);
    expect((await preload(service, [second], 'low')).body.results[0].status).toBe('queued');
    await untilStatus(service, second, 'loaded');
  });

  it('loads a model once, however many ask at the same time', async () => {
    await unload(service, second);
    const loads = (): number => service.log.match(/muse-second loading/g)!.length;
    const before = loads();
    const answers = await Promise.all([1, 2, 3].map(() => preload(service, [second, second])));
    const idea = await service.generate({ ...short, model: second });
    for (const { body } of answers) expect(body.results.map(({ success }: Json) => success)).toEqual([true]);
    expect(idea.status).toBe(200);
    expect(loads()).toBe(before + 1);
    expect(service.runners).toHaveLength(2);
  });

  it.each<[string, unknown]>([
    ['model_keys', {}],
    ['model_keys', { model_keys: [] }],
    ['model_keys', { model_keys: 'muse-mini' }],
    ['model_keys', { model_keys: [5] }],
    ['model_keys', { model_keys: [''] }],
    ['priority', { model_keys: ['muse-mini'], priority: 'urgent' }],
    ['priority', { model_keys: ['muse-mini'], priority: null }],
    ['force', { model_keys: ['muse-mini'], force: true }],
  ])('blames %s in %j', async (field, request) => {
    const problem = expectProblem(await service.post(`${path}/preload`, request), 400, 'validation_failed');
    expect(blamed(problem).map((name) => name.split('.')[0])).toEqual([field]);
  });
});

describe('POST /api/v1/models/switch, deactivate and unload', () => {
  let service: Service;
  let long: Record<string, unknown>;

  beforeAll(async () => {
    service = await start();
    long = await findLongRequest(service);
  });

  const switchTo = (key: unknown): Promise<Answer> => service.post(`${path}/switch`, { model_key: key });
  const currentKeys = async (): Promise<string[]> =>
    (await service.get(path)).body.filter(({ current }: Json) => current).map(({ key }: Json) => key);
  const answerer = async (): Promise<string> => (await service.generate(short)).body.model_used;

  it('switch loads the model; it is the current one, and answers', async () => {
    expect(await answerer()).toBe('muse-mini');
    const { status, body } = await switchTo(second);
    expect(status).toBe(200);
    expect(body).toMatchObject({ key: second, current: true, loaded: true, status: 'loaded' });
    expect(await currentKeys()).toEqual([second]);
    expect(await answerer()).toBe(second);
    // For every way of generating; a request that names a model gets that one.
    expect((await service.post('/api/v1/generate/batch', { prompts: ['Regen'] })).body.ideas[0].model_used).toBe(
      second,
    );
    expect((await (await service.stream(short)).until('complete')).idea.model_used).toBe(second);
    expect((await service.generate({ ...short, model: 'muse-mini' })).body.model_used).toBe('muse-mini');
  });

  it('switch leaves a text that runs to the model that writes it', async () => {
    await switchTo(second);
    const stream = await service.stream(long);
    await stream.until('chunk');
    await switchTo('muse-mini');
    expect(await answerer()).toBe('muse-mini');
    expect((await stream.until('complete')).idea.model_used).toBe(second);
  });

  it('switch does not know every model, and changes nothing then', async () => {
    expectProblem(await switchTo('gpt-9'), 404, 'model_not_found');
    expectProblem(await switchTo(absent), 503, 'model_not_downloaded');
    expectProblem(await switchTo('../muse-mini'), 404, 'model_not_found');
    expect(await currentKeys()).toEqual(['muse-mini']);
    expect(await answerer()).toBe('muse-mini');
  });

  it.each([[undefined], [''], [5], [null], [['muse-mini']]])('switch blames model_key: %j', async (key) => {
    expect(blamed(expectProblem(await switchTo(key), 400, 'validation_failed'))).toEqual(['model_key']);
  });

  it('deactivate unloads the current model; the default model answers again', async () => {
    await switchTo(second);
    const { status } = await deactivate(service);
    expect(status).toBe(200);
    expect(await statuses(service)).toMatchObject({ [second]: 'not_loaded' });
    expect(await currentKeys()).toEqual(['muse-mini']);
    expect(await answerer()).toBe('muse-mini');
  });

  it('deactivate unloads the default model, too; the next request loads it', async () => {
    expect((await deactivate(service)).status).toBe(200);
    expect((await statuses(service))['muse-mini']).toBe('not_loaded');
    expect(await answerer()).toBe('muse-mini');
    expect((await statuses(service))['muse-mini']).toBe('loaded');
  });

  it('unload ends the process of an idle model', async () => {
    await preload(service, [second]);
    const before = service.runners.length;
    const { status, body } = await unload(service, second);
    expect({ status, body }).toMatchObject({ status: 200, body: { key: second, loaded: false, status: 'not_loaded' } });
    expect(service.runners).toHaveLength(before - 1);
  });

  it('unload of a model that is not loaded changes nothing', async () => {
    const before = await statuses(service);
    expect(before[second]).toBe('not_loaded');
    expect((await unload(service, second)).status).toBe(200);
    expect((await unload(service, absent)).status).toBe(200);
    expect(await statuses(service)).toEqual(before);
  });

  it.each(['gpt-9', '..%2Fmuse-mini', '%00', 'a'.repeat(65)])('unload does not know %s', async (key) => {
    expectProblem(await unload(service, key), 404, 'model_not_found');
  });

  it('unload lets a busy model finish its text first', async () => {
    const stream = await service.stream({ ...long, model: second });
    await stream.until('chunk');
    const ended: string[] = [];
    const unloaded = unload(service, second).then((answer) => {
      ended.push('unload');
      return answer;
    });
    await untilStatus(service, second, 'unloading');
    // Whoever comes meanwhile waits, and is answered by the model when it is loaded again.
    const late = service.generate({ ...short, model: second });
    const { idea } = await stream.until('complete').then((data) => {
      ended.push('text');
      return data;
    });
    expect(idea.usage.completion_tokens).toBeGreaterThanOrEqual(300);
    expect((await unloaded).status).toBe(200);
    expect(ended).toEqual(['text', 'unload']);
    expect(await late).toMatchObject({ status: 200, body: { model_used: second } });
  });
});
