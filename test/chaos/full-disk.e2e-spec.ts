import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeBenchModel } from '../../tools/bench-model/bench-model.js';
import { postBatch } from '../support/batches.js';
import { expectCalm } from '../support/calm.js';
import { expectSound } from '../support/database-files.js';
import { etagOf, startHub } from '../support/hub.js';
import { allIdeas } from '../support/ideas.js';
import type { Json } from '../support/json.js';
import { modelFolder, modelOf, newFolder } from '../support/models.js';
import { expectProblem } from '../support/problems.js';
import { short } from '../support/requests.js';
import { type Answer, type Service, startService } from '../support/service.js';
import { canMount, limitFiles, SmallDisk } from '../support/small-disk.js';
import { eventually } from '../support/wait.js';

/** Where nobody may mount (a container without the right to), what needs a disk of its own is skipped. */
const itWithDisk = canMount ? it : it.skip;

/** Every way to be given an idea fails with this code; the service lives, and shows what it has. */
async function expectNothingToBeKept(service: Service, status: number, code: string, kept: Json[]): Promise<void> {
  expectProblem(await service.generate(short), status, code);
  expectProblem(await service.post('/api/v1/generate/stream', short), status, code);
  expectProblem(await postBatch(service, { prompts: ['Regen'] }), status, code);
  expectProblem(await service.post(`/api/v1/ideas/${kept[0].id}/rate`, { rating: 5 }), status, code);
  expect((await service.get('/health/ready')).status).toBe(200);
  expect(await allIdeas(service)).toEqual(kept);
}

async function expectToWork(service: Service, dataDir: string, kept: Json[]): Promise<void> {
  const { status, body: idea } = await service.generate(short);
  expect(status).toBe(200);
  await expectCalm(service, { kept: [...kept, idea] });
  expectSound(dataDir);
  const next = await startService({ dataDir, untilReady: false });
  expect((await allIdeas(next)).map(({ id }) => id)).toEqual(
    expect.arrayContaining([...kept, idea].map(({ id }) => id)),
  );
  await next.kill();
}

describe('A full disk', () => {
  itWithDisk('under the database: 507 disk_full, and all works when there is room again', async () => {
    const disk = new SmallDisk(4096);
    const service = await startService({ dataDir: disk.folder });
    const kept = [(await service.generate(short)).body];
    disk.fill();
    await expectNothingToBeKept(service, 507, 'disk_full', await fillPages(service, 507, 'disk_full', kept));
    disk.free();
    await expectToWork(service, disk.folder, kept);
    await service.kill();
  });

  it('that is a quota: 503 storage_failed, and all works when it is lifted', async () => {
    const service = await startService();
    const kept = [(await service.generate(short)).body];
    limitFiles(service.pid, statSync(join(service.dataDir, 'creative-muse.sqlite-wal')).size);
    await expectNothingToBeKept(service, 503, 'storage_failed', kept);
    limitFiles(service.pid, 'unlimited');
    await expectToWork(service, service.dataDir, kept);
    await service.kill();
  });

  itWithDisk(
    'before a download: it is refused with both sizes; while it comes: it fails, and goes on later',
    async () => {
      const published = newFolder();
      makeBenchModel({ folder: published });
      const path = 'onnx/model.onnx';
      const graph = readFileSync(join(published, path));
      const hub = await startHub(published);
      const disk = new SmallDisk(Math.ceil(graph.length / 1024) + 512);
      const tiny = { key: 'tiny', installed: false, dtype: 'fp32', repository: hub.repository, context_length: 256 };
      const service = await startService({
        env: { MODEL_CACHE_DIR: modelFolder([tiny], disk.folder), HF_ENDPOINT: hub.url },
      });
      const download = (): Promise<Answer> => service.request('/api/v1/models/tiny/download', { method: 'POST' });

      disk.fill();
      expect(expectProblem(await download(), 507, 'disk_full').detail).toMatch(
        /needs [\d.]+ GB, and 0\.00 GB are free/,
      );
      disk.free();

      let sendRest = (): void => undefined;
      hub.fail(/resolve\/main\/onnx\/model\.onnx$/, (response) => {
        response.writeHead(200, { 'content-length': graph.length, etag: etagOf(graph) });
        response.write(graph.subarray(0, 1000));
        sendRest = () => response.end(graph.subarray(1000));
      });
      expect((await download()).status).toBe(200);
      const part = join(disk.folder, 'tiny.partial', path);
      await eventually(() => (existsSync(part) && statSync(part).size >= 1000 ? true : undefined), 'the beginning');
      disk.fill();
      sendRest();
      const failed = await eventually(async () => {
        const model = await modelOf(service, 'tiny');
        return model.status === 'error' ? model : undefined;
      }, 'the download to fail');
      expect(failed).toMatchObject({ available: false, error: { code: 'disk_full' } });
      expect(existsSync(join(disk.folder, 'tiny'))).toBe(false);
      expect((await service.generate(short)).status).toBe(200);

      disk.free();
      expect((await download()).status).toBe(200);
      await eventually(async () => ((await modelOf(service, 'tiny')).available ? true : undefined), 'the model');
      expect(readFileSync(join(disk.folder, 'tiny', path)).equals(graph)).toBe(true);
      await expectCalm(service);
      await service.kill();
      await hub.stop();
    },
  );
});

/** Pages that the log of the database has already may still be written: ideas, until one fails. */
async function fillPages(service: Service, status: number, code: string, kept: Json[]): Promise<Json[]> {
  for (;;) {
    const answer = await service.generate(short);
    if (answer.status === 200) kept.unshift(answer.body);
    else {
      expectProblem(answer, status, code);
      return kept;
    }
  }
}
