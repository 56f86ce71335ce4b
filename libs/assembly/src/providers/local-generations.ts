import type { FactoryProvider } from '@nestjs/common';
import { EventLog } from '@muse/core/generations/event-log.js';
import { GenerationStreams } from '@muse/core/generations/generation-streams.js';
import { Generations } from '@muse/core/generations/generations.js';
import { KeptStreams } from '@muse/core/generations/kept-streams.js';
import { LocalGenerations } from '@muse/core/generations/local-generations.js';
import { LoggedGenerations } from '@muse/core/generations/logged-generations.js';
import { MemoryEventLog } from '@muse/core/generations/memory-event-log.js';
import { IdeaKeeper } from '@muse/core/ideas/idea-keeper.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { ModelRegistry } from '@muse/core/models/model-registry.js';
import { PromptCache } from '@muse/core/prompt-cache/prompt-cache.js';
import { RankingKnowledge } from '@muse/core/ranking/ranking-knowledge.js';
import { StreamStatistics } from '@muse/core/statistics/stream-statistics.js';
import { Tracing } from '@muse/core/tracing/tracing.js';
import { Metrics } from '@muse/features/metrics/metrics.js';
import { withEnsembles } from './ensembles.js';
import type { Parts } from './parts.js';
import { withPromptCache } from './prompt-cache.js';

/** Generations that the runners of this process write. */
export function localGenerationProviders(parts: Parts): FactoryProvider[] {
  return [
    {
      provide: Generations,
      inject: [ModelRegistry, IdeaRepository, IdeaKeeper, RankingKnowledge, Metrics, Tracing, PromptCache],
      useFactory: (
        models: ModelRegistry,
        ideas: IdeaRepository,
        keeper: IdeaKeeper,
        ranking: RankingKnowledge,
        metrics: Metrics,
        tracing: Tracing,
        cache: PromptCache | undefined,
      ) => {
        const local = new LocalGenerations(models, keeper, tracing);
        const observe = (outcome: 'hit' | 'miss'): void => metrics.lookedUp(outcome);
        const cached = withPromptCache(local, { models, keeper, cache, observe });
        return withEnsembles(cached, parts, { models, ideas, keeper, ranking });
      },
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
