import type { FactoryProvider } from '@nestjs/common';
import { Batches } from '@muse/core/batch/batches.js';
import { BatchJobRepository } from '@muse/core/batch-jobs/batch-job-repository.js';
import { BatchJobs } from '@muse/core/batch-jobs/batch-jobs.js';
import { JobLeases } from '@muse/core/batch-jobs/job-leases.js';
import type { JobTools } from '@muse/core/batch-jobs/job-run.js';
import { JobSignals } from '@muse/core/batch-jobs/job-signals.js';
import { Generations } from '@muse/core/generations/generations.js';
import { KeptStreams } from '@muse/core/generations/kept-streams.js';
import { ResumableRepository } from '@muse/core/generations/resumable-repository.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Models } from '@muse/core/models/models.js';
import { Counters } from '@muse/core/statistics/counters.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import { timer } from 'rxjs';
import { jobSharingProviders, timeToLook } from './job-sharing.js';
import { observer, type Parts, textsTogether } from './parts.js';

/** Everything that writes ideas: alone, in streams that survive, and in batches. */
export function generationProviders(parts: Parts): FactoryProvider[] {
  const { config } = parts;
  return [
    {
      provide: StreamStatistics,
      inject: [Counters],
      useFactory: (counters: Counters) => new StreamStatistics(counters),
    },
    ...keptStreamProviders(),
    {
      provide: Batches,
      inject: [Generations, Models],
      useFactory: (generations: Generations, models: Models) =>
        new Batches(generations, models, {
          // As many as all workers write that have the model, or as the first one will.
          perModel: (model) => Math.max(textsTogether(parts)(model), models.togetherOf(model)),
          models: config.MAX_PARALLEL_WORKERS,
        }),
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

/** What is kept of resumable generations. */
export function keptStreamProviders(): FactoryProvider[] {
  return [
    {
      provide: KeptStreams,
      inject: [ResumableRepository, IdeaRepository],
      useFactory: (resumables: ResumableRepository, ideas: IdeaRepository) => new KeptStreams(resumables, ideas),
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
    again: () => timer(5000),
    look: timeToLook(parts),
    observe: observer('Batches'),
  });
}
