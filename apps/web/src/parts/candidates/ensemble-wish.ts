import type { Ensemble } from '@creative-muse/client';

export type Strategy = NonNullable<Ensemble['strategy']>;

/** How many candidates an idea is chosen from, and who writes them. */
export interface EnsembleWish {
  /** 1 is no ensemble. */
  candidates: number;
  /** Keys of the models that take part; none: the one that would write alone. */
  models: readonly string[];
  strategy: Strategy;
}

/** Candidates that an ensemble may have, if the service has not been told otherwise. */
export const mostCandidates = 8;
/** Models that may take part in an ensemble. */
const mostModels = 8;

/** The strategies that differ for so many models: "each writes as many" wants several, and two candidates of each. */
export function strategiesFor(models: number, canFuse: boolean): Strategy[] {
  const bestOf: Strategy[] = models > 1 && models * 2 <= mostCandidates ? ['best_of'] : [];
  return ['round_robin', ...bestOf, ...(canFuse ? (['fusion'] as const) : [])];
}

/**
 * A wish as it can be asked for: its strategy is one that there is, and neither its candidates nor its models are too many.
 * @param canFuse whether a model that takes part can make one idea of several
 */
export function toPossible({ candidates, models, strategy: wished }: EnsembleWish, canFuse: boolean): EnsembleWish {
  const strategy = strategiesFor(models.length, canFuse).includes(wished) ? wished : 'round_robin';
  return { candidates: Math.min(candidates, mostOf(models.length, strategy)), models, strategy };
}

/** The ensemble that a possible wish asks for; undefined where it asks for a single idea. */
export function toEnsemble({ candidates, models, strategy }: EnsembleWish): Ensemble | undefined {
  if (candidates === 1) return undefined;
  return { candidates, strategy, ...(models.length === 0 ? {} : { models: [...models] }) };
}

/** Texts that an ensemble writes in all. */
export function countOf({ candidates, models = [], strategy }: Ensemble | EnsembleWish): number {
  return strategy === 'best_of' ? candidates * Math.max(1, models.length) : candidates;
}

function mostOf(models: number, strategy: Strategy): number {
  if (models > mostModels) return 1;
  return strategy === 'best_of' ? Math.floor(mostCandidates / models) : mostCandidates;
}
