import { FakeDownloader } from '../../../../test/support/fakes/fake-downloader.js';
import { turn } from '../../../../test/support/fakes/listen.js';
import { anEntry } from '../../../../test/support/fakes/samples.js';
import { MuseError } from '../errors/muse-error.js';
import { Catalog } from '../models/catalog.js';
import { Downloads } from './downloads.js';

const source = { repository: 'muse/model', revision: 'main' };

describe('Downloads', () => {
  let downloader: FakeDownloader;
  let downloads: Downloads;
  let installed: Set<string>;
  let log: string[];
  let clock: number;

  beforeEach(() => {
    downloader = new FakeDownloader();
    installed = new Set();
    log = [];
    clock = 0;
    const entries = ['a', 'b', 'c', 'd'].map((key) => anEntry({ key, source, sizeGb: 1 }));
    const local = anEntry({ key: 'local', reason: 'Nobody has exported it.' });
    downloads = new Downloads(new Catalog([...entries, local]), downloader, {
      isInstalled: ({ key }) => installed.has(key),
      parallel: 2,
      now: () => clock,
      observe: (model, event) => log.push(`${model} ${event}`),
    });
  });

  it('answers when the hub has said yes, and tells how far it is', async () => {
    let answered = false;
    const started = downloads.start('a').then(() => (answered = true));
    await turn();
    expect(answered).toBe(false);
    expect(downloads.progressOf('a')).toEqual({ bytes: 0, totalBytes: 1e9, bytesPerSecond: 0, secondsLeft: null });
    downloader.latest.report({ bytes: 0, totalBytes: 1000 });
    await started;
    clock = 2;
    downloader.latest.report({ bytes: 200, totalBytes: 1000 });
    expect(downloads.progressOf('a')).toEqual({ bytes: 200, totalBytes: 1000, bytesPerSecond: 100, secondsLeft: 8 });
    downloader.latest.finish();
    await turn();
    expect(downloads.progressOf('a')).toBeUndefined();
    expect(log).toEqual(['a downloaded']);
  });

  it('downloads a model once, however many ask', async () => {
    const all = [downloads.start('a'), downloads.start('a'), downloads.complete('a')];
    await turn();
    expect(downloader.keys).toEqual(['a']);
    downloader.latest.report({ bytes: 0, totalBytes: 1 });
    downloader.latest.finish();
    await Promise.all(all);
  });

  it('does nothing where the model is here', async () => {
    installed.add('a');
    await downloads.start('a');
    await downloads.complete('a');
    expect(downloader.keys).toEqual([]);
  });

  it('runs two at the same time, the others wait and are answered at once', async () => {
    void downloads.start('a').catch(() => undefined);
    void downloads.start('b').catch(() => undefined);
    await downloads.start('c');
    await downloads.start('d');
    expect(downloader.keys).toEqual(['a', 'b']);
    expect(downloads.progressOf('c')).toMatchObject({ bytes: 0 });
    await downloads.cancel('c');
    expect(downloads.progressOf('c')).toBeUndefined();
    downloader.downloads[0].fail(new MuseError('hub_unavailable', 'Gone.'));
    await turn();
    expect(downloader.keys).toEqual(['a', 'b', 'd']);
  });

  it('says why a download failed, until the next try', async () => {
    const failure = new MuseError('model_requires_token', 'A token is wanted.');
    const started = downloads.start('a');
    await turn();
    downloader.latest.fail(failure);
    await expect(started).rejects.toBe(failure);
    expect(downloads.failureOf('a')).toBe(failure);
    expect(log).toEqual(['a could not be downloaded']);
    const again = downloads.start('a');
    expect(downloads.failureOf('a')).toBeUndefined();
    await turn();
    downloader.latest.report({ bytes: 0, totalBytes: 1 });
    await again;
  });

  it('is cancelled at once, which is no failure', async () => {
    const started = downloads.start('a');
    await turn();
    downloader.latest.report({ bytes: 5, totalBytes: 10 });
    await started;
    const completed = downloads.complete('a');
    await downloads.cancel('a');
    await expect(completed).rejects.toMatchObject({ code: 'download_cancelled' });
    expect([downloads.progressOf('a'), downloads.failureOf('a')]).toEqual([undefined, undefined]);
    await downloads.cancel('a');
    expect(log).toEqual(['a download cancelled']);
  });

  it('ends all when the service stops', async () => {
    for (const key of ['a', 'b', 'c']) void downloads.start(key).catch(() => undefined);
    await turn();
    await downloads.stop();
    for (const key of ['a', 'b', 'c']) expect(downloads.progressOf(key)).toBeUndefined();
    expect(downloader.keys).toEqual(['a', 'b']);
  });

  it('refuses what nobody can download', async () => {
    await expect(downloads.start('local')).rejects.toMatchObject({
      code: 'model_not_downloadable',
      detail: 'local cannot be downloaded. Nobody has exported it.',
    });
    await expect(downloads.start('gpt')).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(downloads.cancel('gpt')).rejects.toMatchObject({ code: 'model_not_found' });
  });
});
