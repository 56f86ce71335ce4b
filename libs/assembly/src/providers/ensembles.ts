import { Logger } from '@nestjs/common';
import { EnsembleGenerations } from '@muse/core/ensembles/ensemble-generations.js';
import type { EnsembleTools } from '@muse/core/ensembles/ensemble-tools.js';
import type { Generations } from '@muse/core/generations/generations.js';
import type { RankingKnowledge } from '@muse/core/ranking/ranking-knowledge.js';
import type { Parts } from './parts.js';

const logger = new Logger('Ensembles');

/** Generations that know ensembles, around those that write. */
export function withEnsembles(
  generations: Generations,
  { config }: Parts,
  { ranking, ...tools }: Pick<EnsembleTools, 'models' | 'ideas' | 'keeper'> & { ranking: RankingKnowledge },
): Generations {
  return new EnsembleGenerations({
    ...tools,
    generations,
    weights: () => ranking.weights(),
    sideBySide: config.MAX_PARALLEL_WORKERS,
    onFailure: ({ code, detail, cause }) => {
      // A bug: whoever asked hears no more than that there was one.
      if (code === 'internal_error') logger.error(detail, cause instanceof Error ? cause.stack : cause);
    },
  });
}
