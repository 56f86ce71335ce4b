import type { FactoryProvider } from '@nestjs/common';
import { Batches } from '@muse/core/batch/batches.js';
import { BatchJobRepository } from '@muse/core/batch-jobs/batch-job-repository.js';
import { BatchJobs } from '@muse/core/batch-jobs/batch-jobs.js';
import { JobLeases } from '@muse/core/batch-jobs/job-leases.js';
import type { JobTools } from '@muse/core/batch-jobs/job-run.js';
import { JobSignals } from '@muse/core/batch-jobs/job-signals.js';
import { EventLog } from '@muse/core/generations/event-log.js';
import { GenerationStreams } from '@muse/core/generations/generation-streams.js';
import { Generations } from '@muse/core/generations/generations.js';
import { LocalGenerations } from '@muse/core/generations/local-generations.js';
import { LoggedGenerations } from '@muse/core/generations/logged-generations.js';
import { MemoryEventLog } from '@muse/core/generations/memory-event-log.js';
import { ResumableRepository } from '@muse/core/generations/resumable-repository.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import { Models } from '@muse/core/models/models.js';
import { PromptCache } from '@muse/core/prompt-cache/prompt-cache.js';
import { Counters } from '@muse/core/statistics/counters.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import { Tracing } from '@muse/core/tracing/tracing.js';
import { Metrics } from '@muse/features/metrics/metrics.js';
import { timer } from 'rxjs';
import { promptCacheProvider, withPromptCache } from './prompt-cache.js';
import { jobSharingProviders, timeToLook } from './job-sharing.js';
import { observer, type Parts, textsTogether } from './parts.js';

/** Everything that writes ideas: alone, in streams that survive, and in batches. */
export function generationProviders(parts: Parts): FactoryProvider[] {
  const { config } = parts;
  return [
    promptCacheProvider(parts),
    {
      provide: Generations,
      inject: [ModelRegistry, IdeaRepository, Metrics, Tracing, PromptCache],
      useFactory: (
        models: ModelRegistry,
        ideas: IdeaRepository,
        metrics: Metrics,
        tracing: Tracing,
        cache: PromptCache | undefined,
      ) =>
        withPromptCache(new LocalGenerations(models, ideas, (seconds) => metrics.kept(seconds), tracing), {
          models,
          ideas,
          cache,
          observe: (outcome) => metrics.lookedUp(outcome),
        }),
    },
    {
      provide: StreamStatistics,
      inject: [Counters],
      useFactory: (counters: Counters) => new StreamStatistics(counters),
    },
    { provide: EventLog, useFactory: () => new MemoryEventLog({ logs: 1000, characters: 4_000_000 }) },
    {
      provide: GenerationStreams,
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
      inject: [Generations, Models],
      useFactory: (generations: Generations, models: Models) =>
        new Batches(generations, models, { perModel: textsTogether(parts), models: config.MAX_PARALLEL_WORKERS }),
    },
    ...jobSharingProviders(parts),
    {
      provide: BatchJobs,
      inject: [BatchJobRepository, IdeaRepository, Batches, JobLeases, JobSignals],
      useFactory: (
        jobs: BatchJobRepository,
        ideas: IdeaRepository,
        batches: Batches,
        leases: JobLeases,
        signals: JobSignals,
      ) => batchJobs(parts, { jobs, ideas, batches, leases, signals }),
    },
  ];
}

function batchJobs(parts: Parts, tools: JobTools): BatchJobs {
  const { config } = parts;
  return new BatchJobs(tools, {
    sideBySide: config.MAX_RUNNING_BATCHES,
    maxOpen: config.MAX_OPEN_BATCHES,
    keepDays: config.BATCH_KEEP_DAYS,
    pause: () => timer(30_000),
    look: timeToLook(parts),
    observe: observer('Batches'),
  });
}
