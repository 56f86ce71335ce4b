import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { type FactoryProvider, Logger } from '@nestjs/common';
import { ClusterMember } from '@muse/adapters/cluster/cluster-member.js';
import { PlacementQueue } from '@muse/adapters/cluster/placement-queue.js';
import { RedisWaitingJobs } from '@muse/adapters/cluster/redis-waiting-jobs.js';
import { ModelWorkers } from '@muse/adapters/queue/model-workers.js';
import { RedisConnections } from '@muse/adapters/redis/redis-connections.js';
import { ClusterNotes } from '@muse/core/cluster/cluster-notes.js';
import { ClusterView } from '@muse/core/cluster/cluster-view.js';
import { Orders } from '@muse/core/cluster/orders.js';
import { Placement } from '@muse/core/cluster/placement.js';
import { WaitingJobs } from '@muse/core/cluster/placement-calls.js';
import { WorkerCommands } from '@muse/core/cluster/worker-commands.js';
import { WorkerDuties } from '@muse/core/cluster/worker-duties.js';
import { WorkerReporter } from '@muse/core/cluster/worker-reporter.js';
import { WorkerReports } from '@muse/core/cluster/worker-reports.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import { KeepAlive } from '@muse/core/preloading/keep-alive.js';
import { Preloader } from '@muse/core/preloading/preloader.js';
import { PreloadReport } from '@muse/core/preloading/preload-report.js';
import { LiveStatistics } from '@muse/core/statistics/live-statistics.js';
import { StoredUsage } from '@muse/core/usage/stored-usage.js';
import { UsageRepository } from '@muse/core/usage/usage-repository.js';
import { UsageStats } from '@muse/core/usage/usage-stats.js';
import { Metrics } from '@muse/features/metrics/metrics.js';
import { keepAlive, memoryBudget } from './models.js';
import { type Parts, textsTogether } from './parts.js';

/** Milliseconds between two reports of a worker, and between two looks at what is waited for. */
const reportEvery = 1000;
const lookEvery = 2000;
/** Seconds that a queue is too long before its model gets a further instance. */
const crowdedFor = 5;

/** What makes a worker one of many: it reports, does what it is told, and takes part in the placement. */
export function memberProviders(parts: Parts): FactoryProvider[] {
  const { config } = parts;
  const logger = new Logger('Cluster');
  const failed = (error: unknown): void => logger.warn(error instanceof Error ? error.message : 'unknown cause');
  return [
    {
      provide: WorkerReporter,
      inject: [ModelRegistry, LiveStatistics, PreloadReport, UsageStats, WorkerReports],
      useFactory: (
        registry: ModelRegistry,
        live: LiveStatistics,
        preloads: PreloadReport,
        usage: UsageStats,
        reports: WorkerReports,
      ) => {
        const together = textsTogether(parts);
        const budget = memoryBudget(parts);
        const sources = { registry, budget, live, preloads, ways: parts.findings, usage, together };
        return new WorkerReporter(ownId(), sources, reports, { interval: reportEvery, failed });
      },
    },
    {
      provide: WorkerDuties,
      inject: [ModelRegistry, Preloader, WorkerReporter],
      useFactory: (registry: ModelRegistry, preloader: Preloader, reporter: WorkerReporter) =>
        new WorkerDuties(registry, preloader, reporter),
    },
    {
      provide: WaitingJobs,
      inject: [RedisConnections],
      useFactory: ({ commands }: RedisConnections) => new RedisWaitingJobs(commands),
    },
    {
      provide: Placement,
      inject: [ClusterView, ClusterNotes, Orders, WaitingJobs, UsageRepository, Metrics],
      useFactory: (
        view: ClusterView,
        notes: ClusterNotes,
        orders: Orders,
        jobs: WaitingJobs,
        usage: UsageRepository,
        metrics: Metrics,
      ) =>
        new Placement(view, notes, orders, jobs, new StoredUsage(usage), {
          models: parts.catalog.keys,
          defaultModel: config.DEFAULT_MODEL,
          strategy: config.PRELOAD_STRATEGY,
          top: config.PRELOAD_TOP_MODELS,
          crowdedFor,
          observe: (decision) => {
            logger.log(`${decision.action} ${decision.model}: ${decision.reason}`);
            metrics.decided(decision);
          },
        }),
    },
    {
      provide: KeepAlive,
      inject: [ModelRegistry, Preloader, ClusterView],
      useFactory: (models: ModelRegistry, preloader: Preloader, view: ClusterView) =>
        // Which models are kept loaded, the placement decides for all.
        keepAlive(parts, models, {
          isWanted: (model) => view.notes.wanted.includes(model),
          evict: (decision) => preloader.evict(decision),
        }),
    },
    {
      provide: ClusterMember,
      inject: [
        ModelRegistry,
        ModelWorkers,
        WorkerReporter,
        WorkerDuties,
        WorkerCommands,
        ClusterView,
        Placement,
        PlacementQueue,
      ],
      useFactory: (
        registry: ModelRegistry,
        workers: ModelWorkers,
        reporter: WorkerReporter,
        duties: WorkerDuties,
        commands: WorkerCommands,
        view: ClusterView,
        placement: Placement,
        queue: PlacementQueue,
      ) =>
        new ClusterMember(
          { registry, workers, reporter, duties, commands, view, placement, queue },
          {
            defaultModel: config.DEFAULT_MODEL,
            times: { every: lookEvery, cron: config.PRELOAD_TOP_MODELS === 0 ? undefined : config.PRELOAD_CRON },
          },
        ),
    },
  ];
}

/** Another one after every start: what an earlier process was told is not told to this one. */
function ownId(): string {
  return `${hostname()}-${process.pid}-${randomBytes(3).toString('hex')}`;
}
