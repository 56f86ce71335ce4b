import type { FactoryProvider } from '@nestjs/common';
import { IdeaKeeper } from '@muse/core/ideas/idea-keeper.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { Tracing } from '@muse/core/tracing/tracing.js';
import { Metrics } from '@muse/features/metrics/metrics.js';

/** What keeps the ideas of every way of generating. */
export const ideaKeeperProvider: FactoryProvider<IdeaKeeper> = {
  provide: IdeaKeeper,
  inject: [IdeaRepository, Tracing, Metrics],
  useFactory: (ideas: IdeaRepository, tracing: Tracing, metrics: Metrics) =>
    new IdeaKeeper(ideas, tracing, (seconds) => metrics.kept(seconds)),
};
