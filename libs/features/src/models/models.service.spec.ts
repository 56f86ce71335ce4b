import { Downloads } from '@muse/core/downloads/downloads.js';
import { MuseError } from '@muse/core/errors/muse-error.js';
import { Catalog } from '@muse/core/models/catalog.js';
import { MemoryBudget } from '@muse/core/models/memory-budget.js';
import { ModelFindings } from '@muse/core/models/model-findings.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import { Preloader } from '@muse/core/preloading/preloader.js';
import { PreloadReport } from '@muse/core/preloading/preload-report.js';
import { UsageStats } from '@muse/core/usage/usage-stats.js';
import { FakeDownloader } from '../../../../test/support/fakes/fake-downloader.js';
import { FakeLauncher } from '../../../../test/support/fakes/fake-launcher.js';
import { listen, turn } from '../../../../test/support/fakes/listen.js';
import { MemoryUsageRepository } from '../../../../test/support/fakes/memory-usage-repository.js';
import { anEntry, aTextRequest } from '../../../../test/support/fakes/samples.js';
import { ModelsService } from './models.service.js';

const lastUsed = new Date('2026-11-24T12:00:00Z');
const now = new Date('2026-11-24T12:30:00Z');

describe('ModelsService', () => {
  let launcher: FakeLauncher;
  let registry: ModelRegistry;
  let usage: UsageStats;
  let report: PreloadReport;
  let service: ModelsService;
  let downloader: FakeDownloader;
  let downloads: Downloads;
  let findings: ModelFindings;

  beforeEach(() => {
    setUp(2);
  });

  function setUp(top: number): void {
    launcher = new FakeLauncher();
    const source = { repository: 'muse/model', revision: 'main' };
    const entries = ['mini', 'big', 'old'].map((key) => anEntry({ key, name: `The ${key}`, sizeGb: 1, source }));
    const catalog = new Catalog(entries);
    registry = new ModelRegistry(catalog, launcher, {
      defaultModel: 'mini',
      capacityOf: () => ({ running: 2, waiting: 2 }),
      observe: () => {},
    });
    usage = new UsageStats(new MemoryUsageRepository());
    report = new PreloadReport();
    const options = { strategy: 'score' as const, top, observe: () => {} };
    const preloader = new Preloader(registry, usage, new MemoryBudget(100), report, options);
    downloader = new FakeDownloader();
    downloads = new Downloads(catalog, downloader, {
      isInstalled: () => launcher.installed,
      parallel: 2,
      now: () => 0,
      observe: () => {},
    });
    findings = new ModelFindings();
    service = new ModelsService(registry, preloader, usage, report, { cron: '* * * * *', top }, downloads, findings);
  }

  async function use(model: string, times: number): Promise<void> {
    for (let i = 0; i < times; i += 1) await usage.record(model, 2, lastUsed);
  }

  it('lists the models of the catalog with what each does now', async () => {
    await registry.ensureLoaded('big');
    const models = service.list();
    expect(models[1]).toEqual({
      key: 'big',
      name: 'The big',
      description: 'A model for tests.',
      size_gb: 1,
      requires_token: false,
      recommended: true,
      available: true,
      loaded: true,
      status: 'loaded',
      current: false,
      preload_priority: null,
      languages: ['de', 'en'],
      context_length: 512,
      follows_instructions: false,
      dtype: 'q8',
      device: 'cpu',
      batching: null,
    });
    expect(models.map(({ key, status, current }) => [key, status, current])).toEqual([
      ['mini', 'not_loaded', true],
      ['big', 'loaded', false],
      ['old', 'not_loaded', false],
    ]);
  });

  it('shows the place of those that wait to be preloaded', async () => {
    await registry.ensureLoaded('mini');
    listen(registry.generate('mini', aTextRequest()));
    await service.preload({ model_keys: ['old', 'big'], priority: 'low' });
    expect(service.list().map(({ preload_priority }) => preload_priority)).toEqual([null, 2, 1]);
  });

  it('shows how a model writes several texts, also when it is not loaded any more', () => {
    findings.loaded('big', { slots: 8, memory: 1, batching: 'appending', agreement: 'close' });
    expect(service.list().map(({ batching }) => batching)).toEqual([null, 'appending', null]);
  });

  it('shows why a model could not be loaded, until it is', async () => {
    launcher.failures.push(new MuseError('model_load_failed', 'Broken.'));
    await expect(service.switchTo('big')).rejects.toMatchObject({ code: 'model_load_failed' });
    const error = { code: 'model_load_failed', detail: 'Broken.' };
    expect(service.get('big')).toMatchObject({ status: 'error', loaded: false, error });
    expect(await service.switchTo('big')).toMatchObject({ status: 'loaded' });
    expect(service.get('big').error).toBeUndefined();
  });

  it('shows how far a download is, and why it failed', async () => {
    launcher.installed = false;
    const started = downloads.start('big');
    await turn();
    downloader.latest.report({ bytes: 250, totalBytes: 1000 });
    await started;
    expect(service.get('big')).toMatchObject({
      status: 'downloading',
      available: false,
      progress: { bytes: 250, total_bytes: 1000, bytes_per_second: 0, seconds_left: null },
    });
    downloader.latest.fail(new MuseError('disk_full', 'No room.'));
    await turn();
    expect(service.get('big')).toMatchObject({ status: 'error', error: { code: 'disk_full', detail: 'No room.' } });
    expect(service.get('big').progress).toBeUndefined();
    launcher.installed = true;
    expect(service.get('big')).toMatchObject({ status: 'not_loaded', available: true });
    expect(service.get('big').error).toBeUndefined();
  });

  it('preloads each model once, and says what became of it', async () => {
    await registry.ensureLoaded('mini');
    const answer = await service.preload({ model_keys: ['mini', 'big', 'gpt', 'big'], priority: 'balanced' });
    expect(answer).toEqual({
      message: 'Vorladen abgeschlossen',
      results: [
        { model: 'mini', success: true, status: 'already_loaded' },
        { model: 'big', success: true, status: 'loaded' },
        {
          model: 'gpt',
          success: false,
          status: 'failed',
          error: 'There is no model "gpt". Known models: mini, big, old.',
        },
      ],
      priority: 'balanced',
    });
    expect(launcher.launches).toEqual(['mini', 'big']);
  });

  it('takes queued for a success', async () => {
    const answer = await service.preload({ model_keys: ['big'], priority: 'low' });
    expect(answer).toMatchObject({ results: [{ model: 'big', success: true, status: 'queued' }], priority: 'low' });
  });

  it('switches, deactivates and unloads, and answers with the model as it is then', async () => {
    expect(await service.switchTo('big')).toMatchObject({ key: 'big', loaded: true, status: 'loaded', current: true });
    expect(await service.deactivate()).toMatchObject({ key: 'big', loaded: false, status: 'not_loaded', current: false });
    expect(registry.currentModel).toBe('mini');
    await registry.ensureLoaded('old');
    expect(await service.unload('old')).toMatchObject({ key: 'old', loaded: false, status: 'not_loaded' });
    expect(await service.deactivate()).toMatchObject({ key: 'mini', loaded: false, current: true });
  });

  it('fails as the registry fails', async () => {
    launcher.failures.push(new MuseError('out_of_memory', 'Too big.'));
    await expect(service.switchTo('big')).rejects.toMatchObject({ code: 'out_of_memory' });
    await expect(service.switchTo('gpt')).rejects.toMatchObject({ code: 'model_not_found' });
    await expect(service.unload('gpt')).rejects.toMatchObject({ code: 'model_not_found' });
  });

  describe('usageStats', () => {
    it('has nothing to tell at first', async () => {
      expect(await service.usageStats(now)).toEqual({
        usage_stats: {},
        intelligent_preload_enabled: true,
        preload_recommendations: [],
        preload_report: { hits: 0, cold_starts: 0, seconds_saved: 0, decisions: [] },
      });
    });

    it('tells the use of every model, and recommends the most wanted with their scores', async () => {
      await use('mini', 2);
      await use('big', 6);
      await use('old', 4);
      report.found('big', false, 0);
      const stats = (count: number, score: number) => ({
        usage_count: count,
        total_time: 2 * count,
        average_time: 2,
        last_used: '2026-11-24T12:00:00.000Z',
        priority_score: score,
      });
      expect(await service.usageStats(now)).toEqual({
        usage_stats: { mini: stats(2, 1), big: stats(6, 3), old: stats(4, 2) },
        intelligent_preload_enabled: true,
        preload_recommendations: [
          ['big', { priority_score: 3 }],
          ['old', { priority_score: 2 }],
        ],
        preload_report: { hits: 0, cold_starts: 1, seconds_saved: 0, decisions: [] },
      });
    });

    it('tells the use of models that are gone, and recommends none of them', async () => {
      await use('gone', 3);
      await use('mini', 1);
      const { usage_stats, preload_recommendations } = await service.usageStats(now);
      expect(Object.keys(usage_stats)).toEqual(['gone', 'mini']);
      expect(preload_recommendations).toEqual([['mini', { priority_score: 0.5 }]]);
    });

    it('says where preloading is turned off, and recommends nothing then', async () => {
      setUp(0);
      await use('mini', 1);
      const stats = await service.usageStats(now);
      expect(stats).toMatchObject({ intelligent_preload_enabled: false, preload_recommendations: [] });
      expect(stats.usage_stats.mini.usage_count).toBe(1);
    });
  });

  it('leaves texts alone that run while their model is unloaded', async () => {
    await registry.ensureLoaded('big');
    const reader = listen(registry.generate('big', aTextRequest()));
    const unloading = service.unload('big');
    await turn();
    expect(service.list()[1]).toMatchObject({ status: 'unloading', loaded: false });
    launcher.latest.texts[0].tell({ type: 'finished', reason: 'stop', completionTokens: 0 });
    expect(await unloading).toMatchObject({ key: 'big', status: 'not_loaded' });
    expect(reader.error).toBeUndefined();
  });
});
