import type { FactoryProvider } from '@nestjs/common';
import { EnsembleJobs } from '@muse/adapters/queue/ensemble-jobs.js';
import { JobRunner } from '@muse/adapters/queue/job-runner.js';
import { ModelWorkers } from '@muse/adapters/queue/model-workers.js';
import { RedisConnections } from '@muse/adapters/redis/redis-connections.js';
import { RedisEventLog } from '@muse/adapters/redis/redis-event-log.js';
import { Generations } from '@muse/core/generations/generations.js';
import { KeptStreams } from '@muse/core/generations/kept-streams.js';
import { RunningWork } from '@muse/core/generations/running-work.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Tracing } from '@muse/core/tracing/tracing.js';
import { observer } from './parts.js';

/** Streamed ensembles that one API process runs at a time: what they ask of models waits in the queues of those. */
export const ensemblesTogether = 64;

/** What takes streamed ensembles from their queue and runs them here. */
export function ensembleJobsProvider(): FactoryProvider {
  return {
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
      const workers = new ModelWorkers(commands, runner, {
        slotsOf: () => ensemblesTogether,
        observe: observer('Ensembles'),
        isWorker: false,
      });
      return new EnsembleJobs(workers, runner, work);
    },
  };
}
