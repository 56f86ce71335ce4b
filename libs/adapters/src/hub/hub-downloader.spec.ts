import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TransferredBytes } from '@muse/core/downloads/model-downloader.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import type { CatalogEntry } from '@muse/core/models/catalog-entry.js';
import { anEntry } from '../../../../test/support/fakes/samples.js';
import {
  breakOff,
  fallSilent,
  type Hub,
  redirectTo,
  sendInstead,
  startHub,
  status,
} from '../../../../test/support/hub.js';
import { makeBenchModel } from '../../../../tools/bench-model/bench-model.js';
import { dtypeOf, isInstalled } from '../catalog/model-dtype.js';
import { HubDownloader } from './hub-downloader.js';
import type { HubSettings } from './hub-settings.js';
import { ModelFolder } from './model-folder.js';

const graph = /resolve\/main\/onnx\/model\.onnx$/;
const files = ['config.json', 'generation_config.json', 'tokenizer.json', 'tokenizer_config.json'];

describe('HubDownloader', () => {
  let folder: string;
  let published: string;
  let entry: CatalogEntry;
  let hub: Hub;
  let pauses: number[];
  let reports: TransferredBytes[];

  beforeAll(() => {
    published = mkdtempSync(join(tmpdir(), 'muse-published-'));
    makeBenchModel({ folder: published, externalData: true });
    writeFileSync(join(published, 'README.md'), 'Nobody needs it.');
  });

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'muse-hub-'));
    hub = await startHub(published);
    entry = anEntry({
      key: 'tiny',
      dtype: 'fp32',
      directory: join(folder, 'tiny'),
      source: { repository: hub.repository, revision: 'main' },
    });
    pauses = [];
    reports = [];
  });

  afterEach(async () => {
    await hub.stop();
    rmSync(folder, { recursive: true });
  });

  afterAll(() => {
    rmSync(published, { recursive: true });
  });

  function download(settings: Partial<HubSettings> = {}, signal = new AbortController().signal): Promise<void> {
    const downloader = new HubDownloader({
      endpoint: hub.url,
      token: '',
      offline: false,
      stallTimeout: 10_000,
      attempts: 3,
      wait: async (milliseconds) => void pauses.push(milliseconds),
      memoryGb: 4,
      freeSpace: async () => 1e12,
      ...settings,
    });
    return downloader.download(entry, (progress) => reports.push(progress), signal);
  }

  function graphFile(): Buffer {
    return readFileSync(join(published, 'onnx', 'model.onnx'));
  }

  /** Everything is here, to the last byte, and nothing else. */
  async function expectWhole(): Promise<void> {
    const { directory } = entry;
    expect(readdirSync(directory).sort()).toEqual(['.download.json', ...files, 'onnx'].sort());
    expect(readdirSync(join(directory, 'onnx')).sort()).toEqual(['model.onnx', 'model.onnx_data']);
    for (const file of [...files, 'onnx/model.onnx', 'onnx/model.onnx_data']) {
      expect(readFileSync(join(directory, file)).equals(readFileSync(join(published, file)))).toBe(true);
    }
    expect(existsSync(`${directory}.partial`)).toBe(false);
    expect(await new ModelFolder(entry).check()).toEqual({ hashed: true, problems: [] });
  }

  /** No half model is where a whole one is looked for. */
  async function expectFailure(code: string, settings: Partial<HubSettings> = {}): Promise<MuseError> {
    const failure = await download(settings).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code });
    expect(existsSync(entry.directory)).toBe(false);
    return failure as MuseError;
  }

  it('brings the files that the model needs, and no others', async () => {
    await download();
    await expectWhole();
    expect(hub.asked(/README/)).toEqual([]);
    const total = reports[0].totalBytes;
    expect(reports[0]).toEqual({ bytes: 0, totalBytes: total });
    expect(reports.at(-1)).toEqual({ bytes: total, totalBytes: total });
    expect(pauses).toEqual([]);
  });

  it('brings the number format that fits, where none is named', async () => {
    entry = { ...entry, dtype: 'auto' };
    expect(isInstalled(entry)).toBe(false);
    await download();
    await expectWhole();
    expect([isInstalled(entry), dtypeOf(entry, 4)]).toEqual([true, 'fp32']);
  });

  it('says so where no number format is for the device', async () => {
    entry = { ...entry, dtype: 'auto' };
    hub.fail(/tree/, (response) => response.writeHead(200).end('[]'));
    await expectFailure('model_not_found_on_hub');
  });

  it('fetches nothing that is here by then', async () => {
    await download();
    const { length } = hub.requests;
    await download();
    expect(hub.requests).toHaveLength(length);
  });

  it('goes on where the hub broke off', async () => {
    hub.fail(graph, breakOff(1000));
    await download();
    await expectWhole();
    const [, second] = hub.asked(graph);
    expect(second.headers).toMatchObject({
      range: expect.stringMatching(/^bytes=\d+-$/),
      'if-range': expect.any(String),
    });
    expect(pauses).toEqual([1000]);
  });

  it('goes on where an earlier try ended', async () => {
    mkdirSync(join(folder, 'tiny.partial', 'onnx'), { recursive: true });
    writeFileSync(join(folder, 'tiny.partial', 'onnx', 'model.onnx'), graphFile().subarray(0, 500));
    await download();
    await expectWhole();
    expect(reports[0].bytes).toBe(500);
    expect(hub.asked(graph)[0].headers.range).toBe('bytes=500-');
  });

  it('asks for nothing again that is whole already', async () => {
    mkdirSync(join(folder, 'tiny.partial', 'onnx'), { recursive: true });
    writeFileSync(join(folder, 'tiny.partial', 'onnx', 'model.onnx'), graphFile());
    await download();
    await expectWhole();
    expect(hub.asked(graph)).toEqual([]);
  });

  it.each([
    ['other bytes', (file: Buffer) => Buffer.alloc(file.length, 'x')],
    ['the beginning of another version', () => Buffer.alloc(300, 'x')],
    ['more bytes than there are', (file: Buffer) => Buffer.alloc(file.length + 9, 'x')],
  ])('begins anew where an earlier try left %s', async (_, left) => {
    mkdirSync(join(folder, 'tiny.partial', 'onnx'), { recursive: true });
    writeFileSync(join(folder, 'tiny.partial', 'onnx', 'model.onnx'), left(graphFile()));
    writeFileSync(join(folder, 'tiny.partial', 'onnx', 'model_q4.onnx'), 'of another dtype');
    await download();
    await expectWhole();
  });

  it('begins anew where the hub takes no Range', async () => {
    hub.ranges = false;
    hub.fail(graph, breakOff(1000));
    await download();
    await expectWhole();
  });

  it.each([
    ['other bytes', (file: Buffer) => Buffer.alloc(file.length, 'x')],
    ['more bytes than it says', (file: Buffer) => Buffer.concat([file, file])],
  ])('refuses %s', async (_, change) => {
    hub.fail(graph, sendInstead(change), 9);
    const { detail } = await expectFailure('download_corrupt');
    expect(detail).toContain('onnx/model.onnx');
    expect(existsSync(join(folder, 'tiny.partial', 'onnx', 'model.onnx'))).toBe(false);
    // The next try gets the right ones.
    const honest = await startHub(published);
    await download({ endpoint: honest.url });
    await expectWhole();
    await honest.stop();
  });

  it('refuses a file that announces another size', async () => {
    hub.fail(graph, (response) => void response.writeHead(200, { 'content-length': 5 }).end('small'));
    await expectFailure('download_corrupt');
  });

  it.each([
    ['no JSON', 'oops'],
    ['no list', '{}'],
  ])('refuses a listing that is %s', async (_, text) => {
    hub.fail(/tree/, (response) => void response.writeHead(200).end(text));
    await expectFailure('download_corrupt');
  });

  it('gives up a hub that falls silent, and asks again', async () => {
    hub.fail(graph, fallSilent(800));
    await download({ stallTimeout: 200 });
    await expectWhole();
  });

  it('waits as long as the hub asks, a number of times', async () => {
    hub.fail(graph, status(429, { 'retry-after': '7' }));
    hub.fail(graph, status(503));
    await download();
    await expectWhole();
    expect(pauses).toEqual([7000, 2000]);
  });

  it('gives up a hub that is always busy', async () => {
    hub.fail(/tree/, status(503), 99);
    await expectFailure('hub_unavailable');
    expect(pauses).toEqual([1000, 2000]);
  });

  it('says so where nobody is there', async () => {
    await expectFailure('hub_unavailable', { endpoint: 'http://127.0.0.1:9' });
  });

  it.each([401, 403])('says that a token is wanted: %i', async (code) => {
    hub.fail(/tree/, status(code), 2);
    expect((await expectFailure('model_requires_token')).detail).toContain('set HF_TOKEN');
    const refused = await expectFailure('model_requires_token', { token: 'hf_secret' });
    expect(refused.detail).toContain('HF_TOKEN is not enough');
    expect(refused.detail).not.toContain('hf_secret');
    expect(pauses).toEqual([]);
  });

  it('says what the hub does not have', async () => {
    entry = { ...entry, source: { repository: 'muse/other', revision: 'main' } };
    await expectFailure('model_not_found_on_hub');
    entry = { ...entry, source: { repository: hub.repository, revision: 'main' }, dtype: 'q4' };
    expect((await expectFailure('model_not_found_on_hub')).detail).toContain('onnx/model_q4.onnx');
  });

  it('gives the token to the hub, and to nobody whom the hub names', async () => {
    const bucket = await startHub(published);
    hub.fail(/resolve.*onnx/, redirectTo(bucket.url), 9);
    await download({ token: 'hf_secret' });
    await expectWhole();
    for (const { headers } of hub.requests) expect(headers.authorization).toBe('Bearer hf_secret');
    expect(bucket.requests).toHaveLength(2);
    for (const { headers } of bucket.requests) expect(headers.authorization).toBeUndefined();
    await bucket.stop();
  });

  it.each(['ftp://elsewhere/', 'file:///etc/passwd', ''])('does not follow a redirect to %j', async (location) => {
    hub.fail(graph, status(302, location === '' ? {} : { location }));
    await expectFailure('hub_unavailable');
  });

  it('does not run in circles', async () => {
    hub.fail(graph, redirectTo(hub.url), 1);
    hub.fail(/bucket/, (response, _, { url }) => void response.writeHead(302, { location: url }).end(), 99);
    await expectFailure('hub_unavailable');
  });

  it('takes no name from the hub that leads elsewhere', async () => {
    hub.fail(/tree/, (response) => {
      const evil = ['../../evil', '/etc/passwd', 'onnx/../../config.json', 'onnx/model.onnx_data/../../../x'];
      const listing = evil.map((path) => ({ type: 'file', path, size: 1, oid: '0'.repeat(40) }));
      response.writeHead(200).end(JSON.stringify(listing));
    });
    await expectFailure('model_not_found_on_hub');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('begins nothing that the disk cannot hold', async () => {
    const { detail } = await expectFailure('disk_full', { freeSpace: async () => 10 });
    expect(detail).toMatch(/needs 0\.\d\d GB, and 0\.00 GB are free/);
    expect(hub.asked(/resolve/)).toEqual([]);
  });

  it('asks nobody when it is offline', async () => {
    await expectFailure('hub_offline', { offline: true });
    expect(hub.requests).toEqual([]);
  });

  it('ends at once when it is cancelled, and goes on the next time', async () => {
    const controller = new AbortController();
    const cancelled = new MuseError('download_cancelled', 'Enough.');
    hub.fail(graph, (response, file) => {
      fallSilent(700)(response, file, response.req);
      setImmediate(() => controller.abort(cancelled));
    });
    await expect(download({}, controller.signal)).rejects.toBe(cancelled);
    expect(existsSync(entry.directory)).toBe(false);
    await download();
    await expectWhole();
  });

  it('keeps what stood in its place without being a model', async () => {
    mkdirSync(entry.directory);
    writeFileSync(join(entry.directory, 'config.json'), 'mine');
    await download();
    await expectWhole();
    expect(readFileSync(join(folder, 'tiny.replaced', 'config.json'), 'utf8')).toBe('mine');
  });

  describe('the model afterwards', () => {
    it('is checked', async () => {
      await download();
      writeFileSync(join(entry.directory, 'config.json'), '{}');
      const weights = join(entry.directory, 'onnx', 'model.onnx');
      writeFileSync(weights, Buffer.alloc(graphFile().length, 'x'));
      rmSync(join(entry.directory, 'tokenizer.json'));
      const { problems } = await new ModelFolder(entry).check();
      expect(problems.sort()).toEqual([
        expect.stringMatching(/^config\.json has 2 bytes instead of \d+$/),
        'onnx/model.onnx is damaged',
        'tokenizer.json is missing',
      ]);
    });

    it('is removed with what a download left', async () => {
      await download();
      await new ModelFolder(entry).remove();
      await new ModelFolder(entry).remove();
      expect(readdirSync(folder)).toEqual([]);
    });
  });
});
