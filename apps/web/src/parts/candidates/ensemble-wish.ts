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

/** The strategies that differ for so many models: "each writes as many" wants several, and two candidates of each. */
export function strategiesFor(models: number): Strategy[] {
  return models > 1 && models * 2 <= mostCandidates ? ['round_robin', 'best_of', 'fusion'] : ['round_robin', 'fusion'];
}

/** A wish as it can be asked for: its strategy is one that there is, and its candidates are not too many. */
export function toPossible({ candidates, models, strategy: wished }: EnsembleWish): EnsembleWish {
  const offered = strategiesFor(models.length);
  const strategy = offered.includes(wished) ? wished : 'round_robin';
  const most = strategy === 'best_of' ? Math.floor(mostCandidates / models.length) : mostCandidates;
  return { candidates: Math.min(candidates, most), models, strategy };
}

/** The ensemble that a wish asks for; undefined where it asks for a single idea. */
export function toEnsemble(wish: EnsembleWish): Ensemble | undefined {
  const { candidates, models, strategy } = toPossible(wish);
  if (candidates === 1) return undefined;
  return { candidates, strategy, ...(models.length === 0 ? {} : { models: [...models] }) };
}

/** Texts that an ensemble writes in all. */
export function countOf({ candidates, models = [], strategy }: Ensemble): number {
  return strategy === 'best_of' ? candidates * Math.max(1, models.length) : candidates;
}
