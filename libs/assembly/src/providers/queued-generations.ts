import type { FactoryProvider } from '@nestjs/common';
import { AbandonedWork } from '@muse/adapters/queue/abandoned-work.js';
import { GenerationQueue } from '@muse/adapters/queue/generation-queue.js';
import { Leases } from '@muse/adapters/queue/leases.js';
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
import { RunningWork } from '@muse/core/generations/running-work.js';
import { PlacementCalls } from '@muse/core/cluster/placement-calls.js';
import { IdeaKeeper } from '@muse/core/ideas/idea-keeper.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Models } from '@muse/core/models/models.js';
import { RankingKnowledge } from '@muse/core/ranking/ranking-knowledge.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import { ensembleJobsProvider, ensemblesTogether } from './ensemble-jobs.js';
import { withEnsembles } from './ensembles.js';
import { type Parts, textsTogether } from './parts.js';

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
      inject: [QueuedWork, Models, RunningWork, IdeaRepository, IdeaKeeper, RankingKnowledge],
      useFactory: (
        queued: QueuedWork,
        models: Models,
        work: RunningWork,
        ideas: IdeaRepository,
        keeper: IdeaKeeper,
        ranking: RankingKnowledge,
      ) => withEnsembles(new QueuedGenerations(queued, models, work), parts, { models, ideas, keeper, ranking }),
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
    ensembleJobsProvider(),
  ];
}
