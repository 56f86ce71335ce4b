import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeBenchModel } from '../../tools/bench-model/bench-model.js';
import type { Json } from '../support/json.js';
import {
  type AddedModel,
  breakModel,
  modelFolder,
  modelOf,
  newFolder,
  untilStatus,
  usageOf,
} from '../support/models.js';
import { expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Answer, type Service, startService } from '../support/service.js';

const museMini = resolve(__dirname, '../../models/muse-mini');
const graph = join('onnx', 'model_quantized.onnx');
const key = 'muse-second';

describe('Loading', () => {
  let service: Service;
  let folder: string;

  async function start(models: AddedModel[], env: Record<string, string> = {}): Promise<void> {
    modelFolder(models, folder);
    service = await startService({ env: { MODEL_CACHE_DIR: folder, PRELOAD_TOP_MODELS: '0', ...env } });
  }

  beforeEach(() => {
    folder = newFolder();
  });

  afterEach(() => service.kill());

  const write = (model = key): Promise<Answer> => service.generate({ ...short, model });
  const switchTo = (model: string): Promise<Answer> => service.post('/api/v1/models/switch', { model_key: model });
  const loads = (): number => service.log.match(new RegExp(`${key} loading`, 'g'))?.length ?? 0;

  const damaged = `The model could not be loaded: ${graph} is damaged, or needs what this machine or its ONNX Runtime does not have.`;

  it('a failed load is not repeated by requests, which hear at once why; an admin tries at once', async () => {
    await start([{ key }]);
    breakModel(folder, key);
    expectProblem(await write(), 503, 'model_load_failed');
    // Each failure makes the pause longer: after these it is longer than any stall of the machine that a test would survive.
    for (let failed = 2; failed <= 5; failed += 1) {
      expectProblem(await switchTo(key), 503, 'model_load_failed');
      expect(loads()).toBe(failed);
    }
    const refused = await Promise.all([write(), write(), write()]);
    for (const answer of refused) {
      const { detail } = expectProblem(answer, 503, 'model_load_failed');
      const seconds = Number(answer.headers.get('retry-after'));
      expect(detail).toBe(`${damaged} It is tried again in ${seconds} s.`);
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(80);
    }
    expect(loads()).toBe(5);
    const error = { code: 'model_load_failed', detail: damaged };
    expect(await modelOf(service, key)).toMatchObject({ status: 'error', loaded: false, error });

    cpSync(join(museMini, graph), join(folder, key, graph));
    expect(await switchTo(key)).toMatchObject({ status: 200, body: { status: 'loaded', batching: 'in_place' } });
    expect((await modelOf(service, key)).error).toBeUndefined();
    expect(await write()).toMatchObject({ status: 200, body: { model_used: key } });
  });

  it('a load that hangs is given up', async () => {
    await start([{ key }], { MODEL_LOAD_TIMEOUT: '4' });
    breakModel(folder, key);
    rmSync(join(folder, key, graph));
    // Whoever reads it waits for ever.
    execFileSync('mkfifo', [join(folder, key, graph)]);
    const { detail } = expectProblem(await write(), 503, 'model_load_failed');
    expect(detail).toBe(`Loading ${key} took longer than 4 s and was given up.`);
    expect(service.runners).toHaveLength(1);
    expect(await modelOf(service, key)).toMatchObject({
      status: 'error',
      error: { code: 'model_load_failed', detail },
    });
  });

  it('a device that is not there fails, and is blamed', async () => {
    await start([{ key, device: 'cuda' }]);
    const { detail } = expectProblem(await write(), 503, 'model_load_failed');
    expect(detail).toBe(
      `The model could not be loaded: the device cuda cannot be used, or ${graph} is damaged; cpu works everywhere.`,
    );
    expect(await modelOf(service, key)).toMatchObject({ device: 'cuda', status: 'error' });
  });

  it('a model that is larger than the memory is refused at once, with sizes, and nobody makes room for it', async () => {
    await start([{ key }, { key: 'huge', size_gb: 100 }], { MODEL_MEMORY_LIMIT: '2' });
    await write();
    const said = 'huge needs about 130.3 GB, and MODEL_MEMORY_LIMIT is 2.0 GB: it can never be loaded here.';
    const stream = await service.post('/api/v1/generate/stream', { ...short, model: 'huge' });
    for (const answer of [await write('huge'), stream, await switchTo('huge')]) {
      expect(expectProblem(answer, 503, 'out_of_memory').detail).toBe(said);
    }
    for (const priority of ['high', 'balanced', 'low']) {
      const { body } = await service.post('/api/v1/models/preload', { model_keys: ['huge'], priority });
      expect(body.results).toEqual([{ model: 'huge', success: false, status: 'failed', error: said }]);
    }
    expect(await modelOf(service, key)).toMatchObject({ status: 'loaded' });
    expect((await usageOf(service)).preload_report.decisions).toEqual([]);
  });

  it('MODEL_KEEP_ALIVE unloads a model that nobody asks for, never the current one, and says so', async () => {
    await start([{ key }], { MODEL_KEEP_ALIVE: '0' });
    expect((await write()).status).toBe(200);
    await untilStatus(service, key, 'not_loaded');
    await service.logged(/Preloader\] evict muse-second: nobody asked for it in 0 s/);
    const { decisions } = (await usageOf(service)).preload_report;
    expect(decisions.map(({ action, model }: Json) => [action, model])).toEqual([['evict', key]]);
    expect(await modelOf(service, 'muse-mini')).toMatchObject({ status: 'loaded', current: true });
    expect(await write()).toMatchObject({ status: 200, body: { model_used: key } });
  });

  it('dtype auto is what the files allow', async () => {
    await start([
      { key, dtype: 'auto' },
      { key: 'absent', dtype: undefined, installed: false },
    ]);
    expect(await modelOf(service, key)).toMatchObject({ dtype: 'q8', available: true });
    expect(await modelOf(service, 'absent')).toMatchObject({ dtype: 'auto', available: false });
    expect(await write()).toMatchObject({ status: 200, body: { model_used: key } });
  });

  it('says in the log and in the list where the self-test rejects the layout of a graph; it writes all the same', async () => {
    await start([{ key, dtype: 'fp32', context_length: 256, prompt_template: undefined, installed: false }]);
    expect((await modelOf(service, key)).batching).toBeNull();
    makeBenchModel({ folder: join(folder, key), style: 'plain-no-positions' });
    expect(await write()).toMatchObject({ status: 200, body: { model_used: key } });
    expect((await modelOf(service, key)).batching).toBe('one_by_one');
    await service.logged(/muse-second: writes one text at a time, because the self-test rejects the layout/);
    expect((await modelOf(service, 'muse-mini')).batching).toBe('in_place');
  });
});
