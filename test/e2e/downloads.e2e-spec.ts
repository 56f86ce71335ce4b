import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeBenchModel } from '../../tools/bench-model/bench-model.js';
import { breakOff, fallSilent, type Hub, startHub, status } from '../support/hub.js';
import type { Json } from '../support/json.js';
import { modelFolder, modelOf, newFolder, untilStatus } from '../support/models.js';
import { expectProblem } from '../support/problems.js';
import { type Answer, type Service, startService } from '../support/service.js';
import { SseStream } from '../support/sse.js';
import { eventually } from '../support/wait.js';

const key = 'tiny';
const program = join(__dirname, '../../dist/apps/models/src/main.js');
const graph = /resolve\/main\/onnx\/model\.onnx$/;
const files = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/model.onnx'];

describe('Downloads', () => {
  let published: string;
  let cache: string;
  let hub: Hub;
  let service: Service;

  beforeAll(() => {
    published = newFolder();
    makeBenchModel({ folder: published });
  });

  beforeEach(async () => {
    hub = await startHub(published);
    const tiny = { dtype: 'fp32', repository: hub.repository, context_length: 256 };
    cache = modelFolder([
      { key, installed: false, ...tiny },
      { key: 'nowhere', installed: false, repository: null, reason: 'Nobody has exported it.' },
    ]);
    service = await startService({ env: env() });
  });

  afterEach(async () => {
    await service.kill();
    await hub.stop();
    rmSync(cache, { recursive: true });
  });

  function env(): Record<string, string> {
    return { MODEL_CACHE_DIR: cache, HF_ENDPOINT: hub.url, DOWNLOAD_TIMEOUT: '20' };
  }

  function modelsEnv(): NodeJS.ProcessEnv {
    return { PATH: process.env.PATH, ...env() };
  }

  /** `npm run models -- words`. */
  async function models(...words: string[]): Promise<{ code: number; text: string }> {
    const options = { cwd: service.dataDir, env: modelsEnv() };
    const ended = promisify(execFile)(process.execPath, [program, ...words], options);
    return ended.then(
      ({ stdout }) => ({ code: 0, text: stdout }),
      (error: unknown) => {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, text: stdout + stderr };
      },
    );
  }

  function download(model = key, method = 'POST'): Promise<Answer> {
    return service.request(`/api/v1/models/${model}/download`, { method });
  }

  async function untilAvailable(): Promise<void> {
    await eventually(async () => ((await modelOf(service, key)).available ? true : undefined), `${key} to be here`);
  }

  function expectExactBytes(): void {
    for (const file of files) {
      expect(readFileSync(join(cache, key, file)).equals(readFileSync(join(published, file)))).toBe(true);
    }
    expect(existsSync(join(cache, `${key}.partial`))).toBe(false);
  }

  it('brings a model that writes at once', async () => {
    const before = await service.generate({ prompt: 'Tee', model: key, max_tokens: 4 });
    expectProblem(before, 503, 'model_not_downloaded');
    const { status: answered, body } = await download();
    expect({ answered, key: body.key }).toEqual({ answered: 200, key });
    await untilAvailable();
    expectExactBytes();
    const { status: written, body: idea } = await service.generate({ prompt: 'Tee', model: key, max_tokens: 4 });
    expect({ written, by: idea.model_used }).toEqual({ written: 200, by: key });
    // A model that is here stays as it is.
    const { length } = hub.requests;
    expect((await download()).body).toMatchObject({ available: true, loaded: true });
    expect(hub.requests).toHaveLength(length);
  });

  it('tells how far it is, in the list and as events, and can be cancelled', async () => {
    hub.fail(graph, fallSilent(5000));
    const abort = new AbortController();
    const events = new SseStream(await fetch(`${service.url}/api/v1/models/events`, { signal: abort.signal }), abort);
    await download();
    const shown = await eventually(async () => {
      const model = await modelOf(service, key);
      return model.progress?.bytes > 5000 ? model : undefined;
    }, 'progress');
    const total = files.reduce((sum, file) => sum + statSync(join(published, file)).size, 0);
    expect(shown).toMatchObject({ status: 'downloading', available: false, loaded: false });
    expect(shown.progress).toEqual({
      bytes: expect.any(Number),
      total_bytes: total,
      bytes_per_second: expect.any(Number),
      seconds_left: shown.progress.seconds_left,
    });
    expect(await events.until('progress')).toMatchObject({ model: key, total_bytes: total });
    const statuses = (): Json[] => events.seen.map(({ data }) => data).filter(({ type }: Json) => type === 'status');
    expect(statuses()).toContainEqual({ type: 'status', model: 'muse-mini', status: 'loaded' });
    expect(statuses()).toContainEqual({ type: 'status', model: key, status: 'downloading' });
    expect((await download(key, 'DELETE')).body).toMatchObject({ status: 'not_loaded', available: false });
    let last: Json;
    do last = await events.until('status');
    while (last.model !== key);
    expect(last).toEqual({ type: 'status', model: key, status: 'not_loaded' });
    events.abort();
    expect(existsSync(join(cache, key))).toBe(false);
    // There is nothing to cancel any more.
    expect((await download(key, 'DELETE')).status).toBe(200);
  });

  it('survives kill -9 in the middle: nothing half is there, and the next try goes on to the exact bytes', async () => {
    hub.fail(graph, fallSilent(20_000));
    await download();
    const partial = join(cache, `${key}.partial`, 'onnx', 'model.onnx');
    await eventually(() => (existsSync(partial) && statSync(partial).size >= 20_000 ? true : undefined), 'the middle');
    await service.kill();
    expect(existsSync(join(cache, key))).toBe(false);
    service = await startService({ env: env(), dataDir: service.dataDir });
    expect(await modelOf(service, key)).toMatchObject({ available: false, status: 'not_loaded' });
    await download();
    await untilAvailable();
    expectExactBytes();
    expect(hub.asked(graph).at(-1)!.headers.range).toBe('bytes=20000-');
  });

  it('goes on by itself where the hub breaks off', async () => {
    hub.fail(graph, breakOff(10_000));
    await download();
    await untilAvailable();
    expectExactBytes();
  });

  it.each([
    [401, 403, 'model_requires_token'],
    [404, 404, 'model_not_found_on_hub'],
    [418, 503, 'hub_unavailable'],
  ])('answers what the hub says: %i', async (said, expected, code) => {
    hub.fail(/tree/, status(said));
    expectProblem(await download(), expected, code);
    expect(await modelOf(service, key)).toMatchObject({ status: 'error', available: false, error: { code } });
    await download();
    await untilAvailable();
    expect((await modelOf(service, key)).error).toBeUndefined();
    await untilStatus(service, key, 'not_loaded');
  });

  it('refuses what cannot be downloaded, and says why', async () => {
    expect(expectProblem(await download('nowhere'), 409, 'model_not_downloadable').detail).toContain(
      'Nobody has exported',
    );
    expectProblem(await download('gpt'), 404, 'model_not_found');
    expectProblem(await download('gpt', 'DELETE'), 404, 'model_not_found');
    expect((await modelOf(service, 'nowhere')).reason).toBe('Nobody has exported it.');
  });

  it('downloads nothing with HF_OFFLINE', async () => {
    await service.stop();
    service = await startService({ env: { ...env(), HF_OFFLINE: 'true' } });
    expectProblem(await download(), 503, 'hub_offline');
    expect(hub.requests).toEqual([]);
  });

  it("is done by one process at a time; one that was killed is in nobody's way", async () => {
    hub.fail(graph, fallSilent(5000));
    const first = spawn(process.execPath, [program, 'pull', key], { cwd: service.dataDir, env: modelsEnv() });
    const ended = once(first, 'exit');
    const partial = join(cache, `${key}.partial`, 'onnx', 'model.onnx');
    await eventually(() => (existsSync(partial) && statSync(partial).size >= 5000 ? true : undefined), 'the middle');
    const inUse = `Process ${first.pid} works on the files of tiny; try again when it has ended.`;
    for (const command of ['pull', 'rm']) {
      expect(await models(command, key)).toEqual({ code: 1, text: expect.stringContaining(inUse) });
    }
    expect(expectProblem(await download(), 409, 'model_in_use').detail).toBe(inUse);
    expect(statSync(partial).size).toBe(5000);
    first.kill('SIGKILL');
    await ended;
    await download();
    await untilAvailable();
    expectExactBytes();
    expect(hub.asked(graph).at(-1)!.headers.range).toBe('bytes=5000-');
    expect(readdirSync(cache).sort()).toEqual(['catalog.json', key]);
  });

  it('npm run models: list, pull, check, rm', async () => {
    expect((await models('list')).text).toMatch(/^tiny .* muse\/tiny@main \(unverified\)$/m);
    expect(await models('pull', key)).toEqual({ code: 0, text: expect.stringMatching(/tiny is here\.\n$/) });
    expectExactBytes();
    expect((await models('list')).text).toMatch(/^tiny .* here$/m);
    expect(await models('check', key)).toEqual({ code: 0, text: 'tiny: every file has the right size and hash.\n' });
    rmSync(join(cache, key, 'config.json'));
    expect(await models('check', key)).toEqual({ code: 1, text: 'tiny: config.json is missing\n' });
    expect(await models('rm', key)).toEqual({ code: 0, text: 'tiny is removed.\n' });
    expect(existsSync(join(cache, key))).toBe(false);
    expect(await models('rm', 'muse-mini')).toEqual({ code: 1, text: expect.stringContaining('stays') });
    expect(await models('pull', 'nowhere')).toEqual({
      code: 1,
      text: expect.stringContaining('model_not_downloadable'),
    });
    expect(await models('fly')).toEqual({ code: 1, text: expect.stringContaining('npm run models') });
  });
});
