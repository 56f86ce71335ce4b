import { fileURLToPath } from 'node:url';
import { type FactoryProvider, Logger } from '@nestjs/common';
import { hubDownloader } from '@muse/adapters/hub/hub-downloader.js';
import { ProcessLauncher } from '@muse/adapters/runner-process/process-launcher.js';
import { Downloads } from '@muse/core/downloads/downloads.js';
import { MemoryBudget } from '@muse/core/models/memory-budget.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import { ModelWays } from '@muse/core/models/model-ways.js';
import { Models } from '@muse/core/models/models.js';
import { RunnerLauncher } from '@muse/core/models/model-runner.js';
import { ReplicaLauncher } from '@muse/core/models/replica-launcher.js';
import { KeepAlive, type Keeper } from '@muse/core/preloading/keep-alive.js';
import { Preloader } from '@muse/core/preloading/preloader.js';
import { Preloading } from '@muse/core/preloading/preloading.js';
import { PreloadFigures } from '@muse/core/preloading/preload-figures.js';
import { PreloadReport } from '@muse/core/preloading/preload-report.js';
import { LiveFigures } from '@muse/core/statistics/live-figures.js';
import { LiveStatistics } from '@muse/core/statistics/live-statistics.js';
import { UsageHistory } from '@muse/core/usage/usage-history.js';
import { UsageRepository } from '@muse/core/usage/usage-repository.js';
import { UsageStats } from '@muse/core/usage/usage-stats.js';
import { Metrics } from '@muse/features/metrics/metrics.js';
import { modelMemory } from '../plan-from.js';
import { observer, type Parts, runningIn } from './parts.js';

/** What is on this machine, and comes to it. */
export function fileProviders(parts: Parts): FactoryProvider[] {
  return [
    {
      provide: RunnerLauncher,
      inject: [Metrics],
      useFactory: (metrics: Metrics) => launcher(parts, metrics),
    },
    {
      provide: Downloads,
      inject: [RunnerLauncher],
      useFactory: (runners: RunnerLauncher) => downloads(parts, runners),
    },
  ];
}

/** The models of this process: their runners, the registry, downloads and preloading. */
export function modelProviders(parts: Parts): FactoryProvider[] {
  return [
    ...fileProviders(parts),
    { provide: ModelWays, useFactory: () => parts.findings },
    { provide: PreloadReport, useFactory: () => new PreloadReport() },
    { provide: PreloadFigures, inject: [PreloadReport], useFactory: (report: PreloadReport) => report },
    { provide: LiveStatistics, useFactory: () => new LiveStatistics() },
    { provide: LiveFigures, inject: [LiveStatistics], useFactory: (live: LiveStatistics) => live },
    { provide: UsageStats, inject: [UsageRepository], useFactory: loadUsage },
    { provide: UsageHistory, inject: [UsageStats], useFactory: (usage: UsageStats) => usage },
    {
      provide: ModelRegistry,
      inject: [RunnerLauncher, UsageStats, PreloadReport, LiveStatistics, Metrics],
      useFactory: (
        runners: RunnerLauncher,
        usage: UsageStats,
        report: PreloadReport,
        live: LiveStatistics,
        metrics: Metrics,
      ) => registry(parts, runners, usage, report, live, metrics),
    },
    { provide: Models, inject: [ModelRegistry], useFactory: (models: ModelRegistry) => models },
    {
      provide: Preloader,
      inject: [ModelRegistry, UsageStats, PreloadReport, Metrics],
      useFactory: (models: ModelRegistry, usage: UsageStats, report: PreloadReport, metrics: Metrics) =>
        preloader(parts, models, usage, report, metrics),
    },
    { provide: Preloading, inject: [Preloader], useFactory: (preloader: Preloader) => preloader },
    {
      provide: KeepAlive,
      inject: [ModelRegistry, Preloader],
      useFactory: (models: ModelRegistry, ahead: Preloader) => keepAlive(parts, models, ahead),
    },
  ];
}

function launcher({ config, planOf, findings }: Parts, { runners }: Metrics): RunnerLauncher {
  const logger = new Logger('Runner');
  const processes = new ProcessLauncher({
    program: fileURLToPath(new URL('../../../../apps/runner/src/main.js', import.meta.url)),
    planOf,
    prefixCacheBytes: config.PREFIX_CACHE_SIZE * 2 ** 20,
    speculate: config.SPECULATION,
    memoryGb: modelMemory(config),
    loadTimeout: config.MODEL_LOAD_TIMEOUT,
    stepTimeout: config.STEP_TIMEOUT,
    findings,
    log: (text) => logger.warn(text),
    observe: (model, news) => runners.hear(model, news),
  });
  return new ReplicaLauncher(processes, (entry) => planOf(entry).runners, observer('Models'));
}

function downloads({ config, catalog }: Parts, runners: RunnerLauncher): Downloads {
  const hub = hubDownloader(config, modelMemory(config));
  return new Downloads(catalog, hub, {
    isInstalled: (entry) => runners.isInstalled(entry),
    parallel: 2,
    now: () => performance.now() / 1000,
    observe: observer('Models'),
  });
}

async function loadUsage(repository: UsageRepository): Promise<UsageStats> {
  const usage = new UsageStats(repository);
  await usage.load();
  return usage;
}

function registry(
  { config, catalog, planOf }: Parts,
  runners: RunnerLauncher,
  usage: UsageStats,
  report: PreloadReport,
  live: LiveStatistics,
  metrics: Metrics,
): ModelRegistry {
  return new ModelRegistry(catalog, runners, {
    defaultModel: config.DEFAULT_MODEL,
    capacityOf: (entry) => ({ running: runningIn(planOf(entry)), waiting: config.MAX_QUEUE_SIZE }),
    observe: observer('Models'),
    recorder: {
      found: (model, warm, loadSeconds) => report.found(model, warm, loadSeconds),
      used: (model, seconds) => usage.record(model, seconds),
    },
    observeTexts: (model, news) => {
      live.hear(model, news);
      metrics.texts.hear(model, news);
    },
  });
}

function preloader(
  parts: Parts,
  models: ModelRegistry,
  usage: UsageStats,
  report: PreloadReport,
  metrics: Metrics,
): Preloader {
  const { config } = parts;
  const logger = new Logger('Preloader');
  return new Preloader(models, usage, memoryBudget(parts), report, {
    strategy: config.PRELOAD_STRATEGY,
    top: config.PRELOAD_TOP_MODELS,
    observe: (decision) => {
      logger.log(`${decision.action} ${decision.model}: ${decision.reason}`);
      metrics.decided(decision);
    },
  });
}

/** The memory that the models of this process may take. */
export function memoryBudget({ config, planOf, findings }: Parts): MemoryBudget {
  return new MemoryBudget(
    modelMemory(config),
    (entry) => planOf(entry).runners,
    (key) => findings.peakOf(key),
  );
}

/** None where models stay for as long as nobody else needs the room. */
export function keepAlive({ config }: Parts, models: ModelRegistry, ahead: Keeper): KeepAlive | undefined {
  const seconds = config.MODEL_KEEP_ALIVE;
  if (seconds === 'never') return undefined;
  return new KeepAlive(models, ahead, {
    seconds,
    after: (pause, act) => {
      const timer = setTimeout(act, pause * 1000).unref();
      return () => clearTimeout(timer);
    },
  });
}
