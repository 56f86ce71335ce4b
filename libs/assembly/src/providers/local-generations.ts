import type { FactoryProvider } from '@nestjs/common';
import { EventLog } from '@muse/core/generations/event-log.js';
import { GenerationStreams } from '@muse/core/generations/generation-streams.js';
import { Generations } from '@muse/core/generations/generations.js';
import { KeptStreams } from '@muse/core/generations/kept-streams.js';
import { LocalGenerations } from '@muse/core/generations/local-generations.js';
import { LoggedGenerations } from '@muse/core/generations/logged-generations.js';
import { MemoryEventLog } from '@muse/core/generations/memory-event-log.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import { Metrics } from '@muse/features/metrics/metrics.js';
import type { Parts } from './parts.js';

/** Generations that the runners of this process write. */
export function localGenerationProviders(): FactoryProvider[] {
  return [
    {
      provide: Generations,
      inject: [ModelRegistry, IdeaRepository, Metrics],
      useFactory: (models: ModelRegistry, ideas: IdeaRepository, metrics: Metrics) =>
        new LocalGenerations(models, ideas, (seconds) => metrics.kept(seconds)),
    },
  ];
}

/** Their streams, where one process does it all. */
export function localStreamProviders({ config }: Parts): FactoryProvider[] {
  return [
    { provide: EventLog, useFactory: () => new MemoryEventLog({ logs: 1000, characters: 4_000_000 }) },
    {
      provide: GenerationStreams,
      inject: [Generations, EventLog, KeptStreams, StreamStatistics],
      useFactory: (generations: Generations, log: EventLog, kept: KeptStreams, streams: StreamStatistics) =>
        new LoggedGenerations(generations, log, kept, streams, config.STREAM_RESUME_GRACE),
    },
  ];
}
