import { fileURLToPath } from 'node:url';
import { type DynamicModule, Global, Logger, Module } from '@nestjs/common';
import { readCatalog } from '@muse/adapters/catalog/read-catalog.js';
import { hubDownloader } from '@muse/adapters/hub/hub-downloader.js';
import { ProcessLauncher } from '@muse/adapters/runner-process/process-launcher.js';
import { MemoryRateLimiter } from '@muse/adapters/rate-limit/memory-rate-limiter.js';
import { StorageModule } from '@muse/adapters/storage/storage.module.js';
import { Batches } from '@muse/core/batch/batches.js';
import { BatchJobRepository } from '@muse/core/batch-jobs/batch-job-repository.js';
import { BatchJobs } from '@muse/core/batch-jobs/batch-jobs.js';
import type { JobTools } from '@muse/core/batch-jobs/job-run.js';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { Downloads } from '@muse/core/downloads/downloads.js';
import { EventLog } from '@muse/core/generations/event-log.js';
import { Generations } from '@muse/core/generations/generations.js';
import { LoggedGenerations } from '@muse/core/generations/logged-generations.js';
import { MemoryEventLog } from '@muse/core/generations/memory-event-log.js';
import { ResumableRepository } from '@muse/core/generations/resumable-repository.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Catalog } from '@muse/core/models/catalog.js';
import { MemoryBudget } from '@muse/core/models/memory-budget.js';
import type { ModelObserver } from '@muse/core/models/managed-model.js';
import { ModelFindings } from '@muse/core/models/model-findings.js';
import { ModelRegistry, type RegistryOptions } from '@muse/core/models/model-registry.js';
import { RunnerLauncher } from '@muse/core/models/model-runner.js';
import { ReplicaLauncher } from '@muse/core/models/replica-launcher.js';
import type { RunnerPlan } from '@muse/core/models/runner-plan.js';
import { KeepAlive } from '@muse/core/preloading/keep-alive.js';
import { Preloader } from '@muse/core/preloading/preloader.js';
import { PreloadReport } from '@muse/core/preloading/preload-report.js';
import { Counters } from '@muse/core/statistics/counters.js';
import { LiveStatistics } from '@muse/core/statistics/live-statistics.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import { UsageRepository } from '@muse/core/usage/usage-repository.js';
import { UsageStats } from '@muse/core/usage/usage-stats.js';
import { RequestLimits } from '@muse/features/access/request-limits.js';
import { BatchJobSettings } from '@muse/features/batch-jobs/batch-job-settings.js';
import { BatchSettings } from '@muse/features/batch/batch-settings.js';
import { GenerationSettings } from '@muse/features/generation/generation-settings.js';
import { HealthSettings } from '@muse/features/health/health-settings.js';
import { Metrics } from '@muse/features/metrics/metrics.js';
import { PreloadSettings } from '@muse/features/models/preload-settings.js';
import { OpenAiSettings } from '@muse/features/openai/openai-settings.js';
import { StatsSettings } from '@muse/features/stats/stats-settings.js';
import { timer } from 'rxjs';
import { modelMemory, planFrom, type PlanOf } from './plan-from.js';
import { projectRoot } from './project-root.js';

/** Makes the objects of libs/core, filled with the adapters that the configuration asks for. */
@Global()
@Module({})
export class CoreModule {
  static with(config: MuseConfig): DynamicModule {
    const catalog = readCatalog(projectRoot(), config);
    const planOf = planFrom(config);
    const findings = new ModelFindings();
    return {
      module: CoreModule,
      imports: [StorageModule.in(config.DATA_DIR)],
      providers: [
        { provide: GenerationSettings, useValue: generationSettings(config) },
        { provide: Catalog, useValue: catalog },
        { provide: Metrics, useValue: new Metrics() },
        { provide: ModelFindings, useValue: findings },
        {
          provide: RunnerLauncher,
          inject: [Metrics],
          useFactory: (metrics: Metrics) => launcher(config, planOf, findings, metrics),
        },
        { provide: RequestLimits, useValue: requestLimits(config) },
        { provide: HealthSettings, useValue: { patience: config.READY_PATIENCE } },
        { provide: PreloadSettings, useValue: { cron: config.PRELOAD_CRON, top: config.PRELOAD_TOP_MODELS } },
        { provide: BatchSettings, useValue: { maxPrompts: config.BATCH_MAX_PROMPTS } },
        { provide: BatchJobSettings, useValue: { maxItems: config.BATCH_MAX_ITEMS } },
        { provide: OpenAiSettings, useValue: { parallel: textsTogether(catalog, planOf) } },
        { provide: StatsSettings, useValue: { parallel: config.MAX_PARALLEL_WORKERS > 1, interval: 1000 } },
        { provide: LiveStatistics, useValue: new LiveStatistics() },
        {
          provide: StreamStatistics,
          inject: [Counters],
          useFactory: (counters: Counters) => new StreamStatistics(counters),
        },
        {
          provide: Downloads,
          inject: [RunnerLauncher],
          useFactory: (runners: RunnerLauncher) => downloads(config, catalog, runners),
        },
        { provide: PreloadReport, useValue: new PreloadReport() },
        { provide: UsageStats, inject: [UsageRepository], useFactory: loadUsage },
        {
          provide: ModelRegistry,
          inject: [RunnerLauncher, UsageStats, PreloadReport, LiveStatistics, Metrics],
          useFactory: (
            runners: RunnerLauncher,
            usage: UsageStats,
            report: PreloadReport,
            live: LiveStatistics,
            metrics: Metrics,
          ) =>
            registry(config, planOf, catalog, runners, {
              recorder: {
                found: (model, warm, loadSeconds) => report.found(model, warm, loadSeconds),
                used: (model, seconds) => usage.record(model, seconds),
              },
              observeTexts: (model, news) => {
                live.hear(model, news);
                metrics.texts.hear(model, news);
              },
            }),
        },
        {
          provide: Preloader,
          inject: [ModelRegistry, UsageStats, PreloadReport, Metrics],
          useFactory: (models: ModelRegistry, usage: UsageStats, report: PreloadReport, metrics: Metrics) =>
            preloader(config, planOf, findings, models, usage, report, metrics),
        },
        {
          provide: KeepAlive,
          inject: [ModelRegistry, Preloader],
          useFactory: (models: ModelRegistry, ahead: Preloader) => keepAlive(config, models, ahead),
        },
        {
          provide: Generations,
          inject: [ModelRegistry, IdeaRepository, Metrics],
          useFactory: (models: ModelRegistry, ideas: IdeaRepository, metrics: Metrics) =>
            new Generations(models, ideas, (seconds) => metrics.kept(seconds)),
        },
        { provide: EventLog, useValue: new MemoryEventLog({ logs: 1000, characters: 4_000_000 }) },
        {
          provide: LoggedGenerations,
          inject: [Generations, EventLog, ResumableRepository, IdeaRepository, StreamStatistics],
          useFactory: (
            generations: Generations,
            log: EventLog,
            resumables: ResumableRepository,
            ideas: IdeaRepository,
            streams: StreamStatistics,
          ) => new LoggedGenerations(generations, log, resumables, ideas, streams, config.STREAM_RESUME_GRACE),
        },
        {
          provide: Batches,
          inject: [Generations, ModelRegistry],
          useFactory: (generations: Generations, models: ModelRegistry) =>
            batches(config, planOf, catalog, generations, models),
        },
        {
          provide: BatchJobs,
          inject: [BatchJobRepository, IdeaRepository, Batches],
          useFactory: (jobs: BatchJobRepository, ideas: IdeaRepository, batches: Batches) =>
            batchJobs(config, { jobs, ideas, batches }),
        },
      ],
      exports: [
        GenerationSettings,
        PreloadSettings,
        BatchSettings,
        BatchJobSettings,
        StatsSettings,
        RequestLimits,
        HealthSettings,
        Metrics,
        OpenAiSettings,
        LiveStatistics,
        StreamStatistics,
        Catalog,
        UsageStats,
        PreloadReport,
        ModelRegistry,
        Preloader,
        ModelFindings,
        Downloads,
        Generations,
        LoggedGenerations,
        Batches,
        BatchJobs,
        StorageModule,
      ],
    };
  }
}

function requestLimits({ RATE_LIMIT: limit }: MuseConfig): RequestLimits {
  return new RequestLimits(limit, limit && new MemoryRateLimiter(limit));
}

/** Texts that all runners of a model write together. */
function runningIn({ runners, maxBatchSize }: RunnerPlan): number {
  return runners * maxBatchSize;
}

/** The same by key; a model that there is not fails with each of its texts. */
function textsTogether(catalog: Catalog, planOf: PlanOf): (model: string) => number {
  return (model) => (catalog.has(model) ? runningIn(planOf(catalog.get(model))) : 1);
}

function launcher(config: MuseConfig, planOf: PlanOf, findings: ModelFindings, { runners }: Metrics): RunnerLauncher {
  const logger = new Logger('Runner');
  const processes = new ProcessLauncher({
    program: fileURLToPath(new URL('../../runner/src/main.js', import.meta.url)),
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
  return new ReplicaLauncher(processes, (entry) => planOf(entry).runners, observer());
}

function downloads(config: MuseConfig, catalog: Catalog, runners: RunnerLauncher): Downloads {
  const hub = hubDownloader(config, modelMemory(config));
  return new Downloads(catalog, hub, {
    isInstalled: (entry) => runners.isInstalled(entry),
    parallel: 2,
    now: () => performance.now() / 1000,
    observe: observer(),
  });
}

/** Says in the log what happens, to a model or a batch. */
function observer(name = 'Models'): ModelObserver {
  const logger = new Logger(name);
  return (key, event, error) =>
    error === undefined
      ? logger.log(`${key} ${event}`)
      : logger.warn(`${key} ${event}: ${error instanceof Error ? error.message : 'unknown cause'}`);
}

function batches(
  config: MuseConfig,
  planOf: PlanOf,
  catalog: Catalog,
  generations: Generations,
  models: ModelRegistry,
): Batches {
  return new Batches(generations, models, {
    perModel: textsTogether(catalog, planOf),
    models: config.MAX_PARALLEL_WORKERS,
  });
}

function batchJobs(config: MuseConfig, tools: JobTools): BatchJobs {
  return new BatchJobs(tools, {
    sideBySide: config.MAX_RUNNING_BATCHES,
    maxOpen: config.MAX_OPEN_BATCHES,
    keepDays: config.BATCH_KEEP_DAYS,
    pause: () => timer(30_000),
    observe: observer('Batches'),
  });
}

async function loadUsage(repository: UsageRepository): Promise<UsageStats> {
  const usage = new UsageStats(repository);
  await usage.load();
  return usage;
}

function preloader(
  config: MuseConfig,
  planOf: PlanOf,
  findings: ModelFindings,
  models: ModelRegistry,
  usage: UsageStats,
  report: PreloadReport,
  metrics: Metrics,
): Preloader {
  const logger = new Logger('Preloader');
  const budget = new MemoryBudget(
    modelMemory(config),
    (entry) => planOf(entry).runners,
    (key) => findings.peakOf(key),
  );
  return new Preloader(models, usage, budget, report, {
    strategy: config.PRELOAD_STRATEGY,
    top: config.PRELOAD_TOP_MODELS,
    observe: (decision) => {
      logger.log(`${decision.action} ${decision.model}: ${decision.reason}`);
      metrics.decided(decision);
    },
  });
}

/** None where models stay for as long as nobody else needs the room. */
function keepAlive(config: MuseConfig, models: ModelRegistry, preloader: Preloader): KeepAlive | undefined {
  const seconds = config.MODEL_KEEP_ALIVE;
  if (seconds === 'never') return undefined;
  return new KeepAlive(models, preloader, {
    seconds,
    after: (pause, act) => {
      const timer = setTimeout(act, pause * 1000).unref();
      return () => clearTimeout(timer);
    },
  });
}

function registry(
  config: MuseConfig,
  planOf: PlanOf,
  catalog: Catalog,
  runners: RunnerLauncher,
  observers: Pick<RegistryOptions, 'recorder' | 'observeTexts'>,
): ModelRegistry {
  return new ModelRegistry(catalog, runners, {
    defaultModel: config.DEFAULT_MODEL,
    ...observers,
    capacityOf: (entry) => ({ running: runningIn(planOf(entry)), waiting: config.MAX_QUEUE_SIZE }),
    observe: observer(),
  });
}

function generationSettings(config: MuseConfig): GenerationSettings {
  return {
    inputMaxLength: config.INPUT_MAX_LENGTH,
    chunkSize: config.STREAMING_CHUNK_SIZE,
    chunkDelay: config.STREAMING_DELAY,
  };
}
