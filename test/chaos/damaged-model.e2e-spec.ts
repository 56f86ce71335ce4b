import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../../bench/preload/random.js';
import { expectCalm } from '../support/calm.js';
import { times } from '../support/counts.js';
import { copyModel, modelFolder, modelOf } from '../support/models.js';
import { expectProblem } from '../support/problems.js';
import { runnersWithData } from '../support/processes.js';
import { short } from '../support/requests.js';
import { type Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

const graph = 'onnx/model_quantized.onnx';
const key = 'damaged';
/** How a text of a damaged model may fail. */
const ways = /^(model_load_failed|model_failed|runner_died|empty_answer)$/;

describe('Damaged model files', () => {
  let service: Service;
  let folder: string;
  let cache: string;

  beforeAll(async () => {
    cache = modelFolder([{ key }]);
    folder = join(cache, key);
    service = await startService({ env: { MODEL_CACHE_DIR: cache, PRELOAD_TOP_MODELS: '0' } });
  });

  beforeEach(() => copyModel(cache, key));

  afterAll(async () => {
    await expectCalm(service);
  });

  /** Loading fails with the file's name in the reason, for everybody who asks; no process is left, and the others go on. */
  async function expectNotToLoad(file: string): Promise<void> {
    // A preload tries at once, whatever failed before; the next request hears of that.
    const { body } = await service.post('/api/v1/models/preload', { model_keys: [key] });
    const error = expect.stringContaining(file);
    expect(body.results).toEqual([{ model: key, success: false, status: 'failed', error }]);
    expect(await modelOf(service, key)).toMatchObject({ loaded: false, status: 'error' });
    const { detail } = expectProblem(await service.generate({ ...short, model: key }), 503, 'model_load_failed');
    expect(detail).toContain(body.results[0].error);
    await otherRunnersToEnd();
    expect((await service.generate(short)).status).toBe(200);
  }

  /** Those that could not load are killed; that of muse-mini stays. */
  async function otherRunnersToEnd(): Promise<void> {
    const runners = (): number[] => runnersWithData(service.dataDir);
    await eventually(() => (runners().length === 1 ? true : undefined), 'the other runners to end');
  }

  /** The whole files again: they are loaded when somebody says so. */
  async function expectToHeal(): Promise<void> {
    copyModel(cache, key);
    await service.post('/api/v1/models/preload', { model_keys: [key] });
    expect((await service.generate({ ...short, model: key })).status).toBe(200);
    await service.request(`/api/v1/models/${key}/unload`, { method: 'POST' });
  }

  it.each([0, 1, 0.5, 0.999])('a graph cut to %d of its length', async (share) => {
    const bytes = readFileSync(join(folder, graph));
    truncateSync(join(folder, graph), share === 1 ? bytes.length - 1 : Math.floor(bytes.length * share));
    await expectNotToLoad(graph);
    await expectToHeal();
  });

  it.each(['config.json', 'tokenizer.json', 'tokenizer_config.json'])('half of %s', async (file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    writeFileSync(join(folder, file), text.slice(0, text.length / 2));
    await expectNotToLoad(file);
  });

  it('a graph of noise', async () => {
    const random = seeded(7);
    writeFileSync(join(folder, graph), Buffer.from(Array.from({ length: 5000 }, () => Math.floor(random() * 256))));
    await expectNotToLoad(graph);
  });

  it('bytes turned over: it loads or says why not, writes or says why not, and the service lives', async () => {
    const random = seeded(11);
    const sound = readFileSync(join(folder, graph));
    for (let round = 0; round < times(3, 100); round += 1) {
      const bytes = Buffer.from(sound);
      for (let turned = 0; turned < 20; turned += 1) {
        bytes[Math.floor(random() * bytes.length)] ^= 1 + Math.floor(random() * 255);
      }
      rmSync(join(folder, graph));
      writeFileSync(join(folder, graph), bytes);
      await service.post('/api/v1/models/preload', { model_keys: [key] });
      const answer = await service.generate({ ...short, model: key });
      if (answer.status === 200) expect(answer.body.model_used).toBe(key);
      else expect(expectProblem(answer, 503, answer.body.code).code).toMatch(ways);
      await service.request(`/api/v1/models/${key}/unload`, { method: 'POST' });
      await otherRunnersToEnd();
    }
    expect((await service.generate(short)).status).toBe(200);
  });
});
