import type { FactoryProvider } from '@nestjs/common';
import { JobRunner } from '@muse/adapters/queue/job-runner.js';
import { ModelWorkers } from '@muse/adapters/queue/model-workers.js';
import { RedisConnections } from '@muse/adapters/redis/redis-connections.js';
import { RedisEventLog } from '@muse/adapters/redis/redis-event-log.js';
import { Generations } from '@muse/core/generations/generations.js';
import { KeptStreams } from '@muse/core/generations/kept-streams.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Tracing } from '@muse/core/tracing/tracing.js';
import { observer, type Parts, textsTogether } from './parts.js';

/** What takes jobs from the queues and runs them here. */
export function workerProviders(parts: Parts): FactoryProvider[] {
  return [
    {
      provide: JobRunner,
      inject: [RedisConnections, RedisEventLog, Generations, IdeaRepository, KeptStreams, Tracing],
      useFactory: (
        { commands, calls }: RedisConnections,
        log: RedisEventLog,
        generations: Generations,
        ideas: IdeaRepository,
        kept: KeptStreams,
        tracing: Tracing,
      ) => new JobRunner({ generations, ideas, kept, log, tracing }, { redis: commands, subscriber: calls }),
    },
    {
      provide: ModelWorkers,
      inject: [RedisConnections, JobRunner],
      useFactory: ({ commands }: RedisConnections, runner: JobRunner) =>
        new ModelWorkers(commands, runner, { slotsOf: textsTogether(parts), observe: observer('Worker') }),
    },
  ];
}
