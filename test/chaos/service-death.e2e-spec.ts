import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { seeded } from '../../bench/preload/random.js';
import { makeBenchModel } from '../../tools/bench-model/bench-model.js';
import { streamBatch } from '../support/batches.js';
import { expectCalm } from '../support/calm.js';
import { times } from '../support/counts.js';
import { expectSound, folderOfVersionOne } from '../support/database-files.js';
import { Hold } from '../support/hold.js';
import { fallSilent, startHub } from '../support/hub.js';
import { allIdeas } from '../support/ideas.js';
import type { Json } from '../support/json.js';
import { modelFolder, modelOf, newFolder } from '../support/models.js';
import { runnersWithData, runnersToEnd } from '../support/processes.js';
import { findLongRequest, short } from '../support/requests.js';
import { Service, startService } from '../support/service.js';
import { eventually } from '../support/wait.js';

const random = seeded(41);

/** Kills a service, expects what it leaves to be sound, and starts it again on the same data. */
async function killAndStart(service: Service, env: Record<string, string> = {}): Promise<Service> {
  const { runners, dataDir } = service;
  await service.stop('SIGKILL');
  await runnersToEnd(runners);
  expect(runnersWithData(dataDir)).toEqual([]);
  const next = await startService({ dataDir, env });
  expectSound(dataDir);
  return next;
}

describe('A service that is killed', () => {
  it('in streams: what was told as an idea is there, and nothing else', async () => {
    let service = await startService();
    const long = await findLongRequest(service);
    const kept: Json[] = await allIdeas(service);
    for (let round = 0; round < times(2, 40); round += 1) {
      const before = new Set((await allIdeas(service)).map(({ id }) => id));
      const streams = await Promise.all(Array.from({ length: 6 }, (_, n) => service.stream(n % 2 ? long : short)));
      // One stream is read as far as chance says, the others as far as they come.
      const events = 1 + Math.floor(random() * 6);
      for (let read = 0; read < events; read += 1) await streams[1].next();
      const rest = streams.map((stream) => stream.all().catch(() => stream.seen));
      service = await killAndStart(service);
      const ends = (await Promise.all(rest)).map((seen) => seen.at(-1)?.data);
      expect(ends.filter((end) => end?.type === 'error')).toEqual([]);
      const told = ends.filter((end) => end?.type === 'complete').map(({ idea }) => idea);
      kept.push(...told);
      // An idea is kept before it is told: of each stream that was cut there may be one, whole.
      const found = (await allIdeas(service)).map(({ id }) => id).filter((id) => !before.has(id));
      expect(found).toEqual(expect.arrayContaining(told.map(({ id }) => id)));
      expect(found.length).toBeLessThanOrEqual(streams.length);
    }
    await expectCalm(service, { kept });
    await service.kill();
  });

  it('just before an idea is written: it is not there', async () => {
    const hold = new Hold();
    const service = await startService({ env: hold.env });
    hold.at({ sql: 'INSERT INTO "ideas"' });
    const stream = await service.stream(short);
    expect(await hold.held()).toBe(service.pid);
    const next = await killAndStart(service);
    await expect(stream.all()).rejects.toThrow();
    expect(await allIdeas(next)).toEqual([]);
    expect((await next.get('/api/v1/stats')).body).toMatchObject({ total_ideas: 0, categories: {} });
    await expectCalm(next);
    await next.kill();
  });

  it('after an idea is written and before it is told: it is there, whole', async () => {
    const hold = new Hold();
    const service = await startService({ env: hold.env });
    await service.generate(short);
    // The first counter says that the stream has begun, the next one comes when its idea is kept.
    hold.at({ sql: 'INSERT INTO counters', count: 2 });
    const stream = await service.stream(short);
    await hold.held();
    const next = await killAndStart(service);
    await expect(stream.all()).rejects.toThrow();
    const [told, before, ...others] = await allIdeas(next);
    expect(others).toEqual([]);
    // The same request, and a seed does not matter at temperature 0: the same text.
    expect({ ...told, id: 0, created_at: 0, generation_time: 0 }).toEqual({
      ...before,
      generation_method: 'stream',
      id: 0,
      created_at: 0,
      generation_time: 0,
    });
    expect((await next.get('/api/v1/stats')).body).toMatchObject({ total_ideas: 2 });
    await expectCalm(next, { kept: [told, before] });
    await next.kill();
  });

  it('in a batch: what was told is there', async () => {
    let service = await startService();
    for (let round = 0; round < times(1, 20); round += 1) {
      const prompts = Array.from({ length: 20 }, (_, n) => `Regen ${n}`);
      const stream = await streamBatch(service, { prompts });
      const done = 1 + Math.floor(random() * 10);
      for (let ended = 0; ended < done; ended += 1) await stream.until('complete');
      const rest = stream.all().catch(() => stream.seen);
      service = await killAndStart(service);
      const told = (await rest).filter(({ data }) => data.type === 'complete').map(({ data }) => data.idea);
      expect(told.length).toBeGreaterThanOrEqual(done);
      const { body } = await service.get('/api/v1/stats');
      expect(body.total_ideas).toBe((await allIdeas(service)).length);
      await expectCalm(service, { kept: told });
    }
    await service.kill();
  });

  it('in a download: there is no half model, and the next try ends with the exact bytes', async () => {
    const published = newFolder();
    makeBenchModel({ folder: published });
    const graph = readFileSync(join(published, 'onnx/model.onnx'));
    const hub = await startHub(published);
    for (let round = 0; round < times(1, 10); round += 1) {
      const models = modelFolder([
        { key: 'tiny', installed: false, dtype: 'fp32', repository: hub.repository, context_length: 256 },
      ]);
      const env = { MODEL_CACHE_DIR: models, HF_ENDPOINT: hub.url };
      let service = await startService({ env });
      const bytes = 1 + Math.floor(random() * (graph.length - 1));
      hub.fail(/resolve\/main\/onnx\/model\.onnx$/, fallSilent(bytes));
      await service.request('/api/v1/models/tiny/download', { method: 'POST' });
      await eventually(async () => {
        const { progress } = await modelOf(service, 'tiny');
        return progress?.bytes >= bytes ? true : undefined;
      }, 'the middle of the download');
      service = await killAndStart(service, env);
      expect(existsSync(join(models, 'tiny'))).toBe(false);
      expect(await modelOf(service, 'tiny')).toMatchObject({ available: false, status: 'not_loaded' });
      await service.request('/api/v1/models/tiny/download', { method: 'POST' });
      await eventually(async () => ((await modelOf(service, 'tiny')).available ? true : undefined), 'the model');
      expect(readFileSync(join(models, 'tiny/onnx/model.onnx')).equals(graph)).toBe(true);
      expect((await service.generate({ ...short, model: 'tiny' })).body.model_used).toBe('tiny');
      await service.kill();
    }
    await hub.stop();
  });

  it.each(['CREATE TABLE "model_usage"', 'CREATE TRIGGER count_rating', 'coalesce(sum(rating)', 'COMMIT'])(
    'in a migration, before %s: the next start migrates, and every idea is there',
    async (sql) => {
      const hold = new Hold();
      const { folder, ids } = await folderOfVersionOne(50);
      hold.at({ sql });
      const service = new Service({ dataDir: folder, env: hold.env });
      expect(await hold.held()).toBe(service.pid);
      await service.stop('SIGKILL');
      const next = await startService({ dataDir: folder });
      expectSound(folder);
      expect((await allIdeas(next)).map(({ id }) => id).sort()).toEqual([...ids].sort());
      expect((await next.get('/api/v1/stats')).body).toMatchObject({ total_ideas: ids.length, average_rating: 4 });
      await next.kill();
    },
  );
});
