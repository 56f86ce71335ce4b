import { MuseError } from '../errors/muse-error.js';
import { Catalog } from '../models/catalog.js';
import { MemoryBudget } from '../models/memory-budget.js';
import { ModelFindings } from '../models/model-findings.js';
import { ModelRegistry } from '../models/model-registry.js';
import { Preloader } from '../preloading/preloader.js';
import { PreloadReport } from '../preloading/preload-report.js';
import { LiveStatistics } from '../statistics/live-statistics.js';
import { UsageStats } from '../usage/usage-stats.js';
import { ClusterLiveFigures, ClusterModelWays, ClusterPreloadFigures } from './cluster-figures.js';
import { ClusterView } from './cluster-view.js';
import { takesJobs } from './takes-jobs.js';
import { WorkerDuties } from './worker-duties.js';
import { WorkerReporter } from './worker-reporter.js';
import { FakeLauncher } from '../../../../test/support/fakes/fake-launcher.js';
import { MemoryClusterNotes, MemoryWorkerReports } from '../../../../test/support/fakes/memory-cluster.js';
import { MemoryUsageRepository } from '../../../../test/support/fakes/memory-usage-repository.js';
import { anEntry } from '../../../../test/support/fakes/samples.js';
import { aWorkerReport } from '../../../../test/support/fakes/worker-reports.js';

describe('A worker', () => {
  let launcher: FakeLauncher;
  let registry: ModelRegistry;
  let live: LiveStatistics;
  let report: PreloadReport;
  let findings: ModelFindings;
  let reports: MemoryWorkerReports;
  let reporter: WorkerReporter;
  let duties: WorkerDuties;

  beforeEach(async () => {
    launcher = new FakeLauncher();
    const capacity = { running: 2, waiting: 2 };
    registry = new ModelRegistry(new Catalog([anEntry({ key: 'a', sizeGb: 1 })]), launcher, {
      defaultModel: 'a',
      capacityOf: () => capacity,
      observe: () => undefined,
    });
    live = new LiveStatistics(() => 0);
    report = new PreloadReport();
    findings = new ModelFindings();
    const usage = new UsageStats(new MemoryUsageRepository());
    const budget = new MemoryBudget(8);
    const options = { strategy: 'score', top: 0, observe: () => undefined } as const;
    const preloader = new Preloader(registry, usage, budget, report, options);
    reports = new MemoryWorkerReports();
    const sources = { registry, budget, live, preloads: report, ways: findings, usage, together: () => 2 };
    reporter = new WorkerReporter('w1', sources, reports, { interval: 1_000_000, failed: () => undefined });
    duties = new WorkerDuties(registry, preloader, reporter);
    await reporter.start();
  });

  afterEach(() => reporter.stop());

  const model = () => reports.reports.get('w1')?.models[0];

  it('reports itself, loads and unloads what it is told to, and takes itself back', async () => {
    expect(model()).toMatchObject({ key: 'a', status: 'not_loaded', installed: true, neededGb: 1.6, together: 2 });
    await duties.carryOut({ type: 'load', model: 'a', ahead: true, begin: false });
    expect(model()?.status).toBe('loaded');
    await duties.carryOut({ type: 'evict', model: 'a', reason: 'makes room' });
    expect(model()?.status).toBe('not_loaded');
    await reporter.stop();
    expect(reports.reports.size).toBe(0);
    await reporter.publish(true);
    expect(reports.reports.size).toBe(0);
  });

  it('answers as soon as a load has begun, where that is asked for', async () => {
    launcher.held = true;
    await duties.carryOut({ type: 'load', model: 'a', ahead: false, begin: true });
    expect(model()?.status).toBe('loading');
    launcher.release();
    await registry.ensureLoaded('a');
  });

  it('says why a load failed, and rests', async () => {
    launcher.failures.push(new MuseError('model_load_failed', 'Broken.'));
    const loading = duties.carryOut({ type: 'load', model: 'a', ahead: false, begin: false });
    await expect(loading).rejects.toMatchObject({ code: 'model_load_failed' });
    const error = { code: 'model_load_failed', detail: 'Broken.' };
    expect(model()).toMatchObject({ status: 'error', resting: true, error });
  });

  it('is counted together with the others', async () => {
    live.hear('a', { type: 'queued', warm: true });
    report.found('a', true, 0);
    findings.loaded('a', { batching: 'in_place', slots: 2, memory: 5 });
    await reporter.publish(true);
    const figures = live.snapshot().get('a')!;
    const preload = { hits: 2, coldStarts: 3, secondsSaved: 4 };
    await reports.publish(
      aWorkerReport({ id: 'w2', live: [['a', { ...figures, timeToFirstToken: 2 }]], preload }),
      true,
    );
    const notes = new MemoryClusterNotes();
    await notes.setQueued(new Map(Object.entries({ a: 3, b: 4 })));
    const view = new ClusterView(reports, notes, { interval: 1_000_000, failed: () => undefined });
    await view.start();
    view.stop();
    const together = new ClusterLiveFigures(view).snapshot();
    expect(together.get('a')).toMatchObject({ queueDepth: 5, timeToFirstToken: 2 });
    expect(together.get('b')).toMatchObject({ queueDepth: 4, running: 0, timeToFirstToken: null });
    expect(new ClusterPreloadFigures(view)).toMatchObject({ hits: 3, coldStarts: 3, secondsSaved: 4 });
    expect(new ClusterModelWays(view).wayOf('a')).toEqual({ batching: 'in_place' });
  });

  it.each([
    ['loaded', false, false, true],
    ['loaded', false, true, true],
    ['error', true, false, true],
    ['error', true, true, false],
    ['error', false, false, false],
    ['unloading', false, false, false],
  ] as const)(
    'with a model that is %s (resting %s, elsewhere %s) takes its jobs: %s',
    (status, resting, elsewhere, takes) => {
      expect(takesJobs({ status, resting }, elsewhere)).toBe(takes);
    },
  );
});
