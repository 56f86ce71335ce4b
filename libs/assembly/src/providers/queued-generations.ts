import type { FactoryProvider } from '@nestjs/common';
import { AbandonedWork } from '@muse/adapters/queue/abandoned-work.js';
import { EnsembleJobs } from '@muse/adapters/queue/ensemble-jobs.js';
import { GenerationQueue } from '@muse/adapters/queue/generation-queue.js';
import { JobRunner } from '@muse/adapters/queue/job-runner.js';
import { Leases } from '@muse/adapters/queue/leases.js';
import { ModelWorkers } from '@muse/adapters/queue/model-workers.js';
import { ensembles } from '@muse/adapters/queue/queue-keys.js';
import { QueuePlaces } from '@muse/adapters/queue/queue-places.js';
import { QueuedGenerations } from '@muse/adapters/queue/queued-generations.js';
import { QueuedStreams } from '@muse/adapters/queue/queued-streams.js';
import { QueuedWork } from '@muse/adapters/queue/queued-work.js';
import { RedisConnections } from '@muse/adapters/redis/redis-connections.js';
import { RedisEventLog } from '@muse/adapters/redis/redis-event-log.js';
import { GenerationStreams } from '@muse/core/generations/generation-streams.js';
import { Generations } from '@muse/core/generations/generations.js';
import { KeptStreams } from '@muse/core/generations/kept-streams.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Tracing } from '@muse/core/tracing/tracing.js';
import { RunningWork } from '@muse/core/generations/running-work.js';
import { PlacementCalls } from '@muse/core/cluster/placement-calls.js';
import { Models } from '@muse/core/models/models.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import { observer, type Parts, textsTogether } from './parts.js';

/** Streamed ensembles that one API process runs at a time: what they ask of models waits in the queues of those. */
const ensemblesTogether = 64;

/** Generations that workers write: this process puts them into the queue, and tells what their logs say. */
export function queuedGenerationProviders(parts: Parts): FactoryProvider[] {
  const { config } = parts;
  return [
    { provide: RunningWork, useFactory: () => new RunningWork() },
    {
      provide: GenerationQueue,
      inject: [RedisConnections, Models, PlacementCalls],
      useFactory: ({ commands }: RedisConnections, models: Models, calls: PlacementCalls) =>
        new GenerationQueue(commands, {
          maxWaiting: config.MAX_QUEUE_SIZE,
          slotsOf: (model) => (model === ensembles ? ensemblesTogether : textsTogether(parts)(model)),
          // Who waits for a model that nobody has is not left to the next look at the queues.
          onAdded: (model) => {
            if (model === ensembles || models.statusOf(model) === 'loaded') return;
            calls.call(false).catch(() => undefined);
          },
        }),
    },
    {
      provide: QueuedWork,
      inject: [RedisConnections, RedisEventLog, GenerationQueue],
      useFactory: ({ commands }: RedisConnections, log: RedisEventLog, queue: GenerationQueue) => {
        const leases = new Leases(commands, (id) => log.lookAgain(id));
        new AbandonedWork(commands, log, queue, leases);
        return new QueuedWork(queue, log, leases, new QueuePlaces(commands, log));
      },
    },
    {
      provide: Generations,
      inject: [QueuedWork, Models, RunningWork],
      useFactory: (queued: QueuedWork, models: Models, work: RunningWork) =>
        new QueuedGenerations(queued, models, work),
    },
    {
      provide: GenerationStreams,
      inject: [QueuedWork, GenerationQueue, RedisEventLog, KeptStreams, Models, RunningWork, StreamStatistics],
      useFactory: (
        queued: QueuedWork,
        queue: GenerationQueue,
        log: RedisEventLog,
        kept: KeptStreams,
        models: Models,
        work: RunningWork,
        statistics: StreamStatistics,
      ) => new QueuedStreams({ queued, queue, log, kept, models, work, statistics }, config.STREAM_RESUME_GRACE),
    },
    {
      provide: EnsembleJobs,
      inject: [RedisConnections, Generations, IdeaRepository, KeptStreams, Tracing, RunningWork],
      useFactory: (
        { commands, calls, feed }: RedisConnections,
        generations: Generations,
        ideas: IdeaRepository,
        kept: KeptStreams,
        tracing: Tracing,
        work: RunningWork,
      ) => {
        // A log of its own, as another process has one: this one may still tell the places of what it takes.
        const log = new RedisEventLog(commands, feed);
        const runner = new JobRunner({ generations, ideas, kept, log, tracing }, { redis: commands, subscriber: calls });
        const slots = { slotsOf: () => ensemblesTogether, isWorker: false };
        return new EnsembleJobs(new ModelWorkers(commands, runner, { ...slots, observe: observer('Ensembles') }), runner, work);
      },
    },
  ];
}
