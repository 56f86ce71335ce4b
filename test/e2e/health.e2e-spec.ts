import type { Json } from '../support/json.js';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectProblem } from '../support/problems.js';
import { findLongRequest, short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';

describe('The health of a service that can answer', () => {
  let service: Service;

  beforeAll(async () => {
    service = await startService();
  });

  it.each(['/health', '/health/live', '/health/ready'])('%s is 200', async (path) => {
    const { status, body } = await service.get(path);
    expect({ status, body }).toEqual({ status: 200, body: { status: 'ok' } });
  });

  it('stays well while the model writes', async () => {
    const stream = await service.stream(await findLongRequest(service));
    await stream.until('chunk');
    expect((await service.get('/health/ready')).status).toBe(200);
    stream.abort();
  });

  it('is below no prefix', async () => {
    expectProblem(await service.get('/api/v1/health/ready'), 404, 'not_found');
  });
});

describe('The health of a service whose model cannot be loaded', () => {
  const models = mkdtempSync(join(tmpdir(), 'muse-models-'));

  afterAll(() => rmSync(models, { recursive: true, force: true }));

  /** A catalog with one model, and what its folder holds. */
  const catalog = (files: Record<string, string>): void => {
    const entry = { key: 'broken', dtype: 'q8', languages: ['en'], context_length: 512, size_gb: 0.1 };
    writeFileSync(join(models, 'catalog.json'), JSON.stringify([entry]));
    mkdirSync(join(models, 'broken', 'onnx'), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(models, 'broken', name), text);
  };
  const env = { MODEL_CACHE_DIR: models, DEFAULT_MODEL: 'broken' };

  it('is alive and not ready, says why, and serves the other models', async () => {
    catalog({});
    const service = await startService({ env, untilReady: false });
    expect((await service.get('/health/live')).status).toBe(200);
    expectProblem(await service.get('/health/ready'), 503, 'not_ready');
    expectProblem(await service.get('/health'), 503, 'not_ready');
    expectProblem(await service.generate(short), 503, 'model_not_downloaded');
    expect((await service.generate({ ...short, model: 'muse-mini' })).body.model_used).toBe('muse-mini');
    const { body } = await service.get('/api/v1/models');
    expect((body as Json[]).filter(({ key }) => ['muse-mini', 'broken'].includes(key))).toMatchObject([
      { key: 'muse-mini', available: true, current: false },
      { key: 'broken', available: false, loaded: false, current: true, status: 'error' },
    ]);
  });

  it('tells a client that the files are bad, and nothing of where they are', async () => {
    catalog({
      'config.json': '{}',
      'tokenizer.json': '{}',
      'tokenizer_config.json': '{}',
      'onnx/model_quantized.onnx': 'x',
    });
    const service = await startService({ env, untilReady: false });
    expectProblem(await service.generate(short), 503, 'model_load_failed');
    expectProblem(await service.get('/health/ready'), 503, 'not_ready');
    expect((await service.get('/health/live')).status).toBe(200);
    // It was tried a moment ago: the stream does not even begin.
    expectProblem(await service.post('/api/v1/generate/stream', short), 503, 'model_load_failed');
  });
});
