import type { FactoryProvider } from '@nestjs/common';
import type { MuseConfig } from '@muse/core/config/muse-config.js';
import { IdeaRepository } from '@muse/core/ideas/idea-repository.js';
import { RankingKnowledge } from '@muse/core/ranking/ranking-knowledge.js';

/** What candidates are ranked by. */
export function rankingProvider({ RANKING_WEIGHTS, RANKING_MIN_RATINGS }: MuseConfig): FactoryProvider {
  const settings = { configured: RANKING_WEIGHTS, minRatings: RANKING_MIN_RATINGS, now: () => performance.now() };
  return {
    provide: RankingKnowledge,
    inject: [IdeaRepository],
    useFactory: (ideas: IdeaRepository) => new RankingKnowledge(ideas, settings),
  };
}
