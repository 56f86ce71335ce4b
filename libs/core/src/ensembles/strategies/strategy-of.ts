import type { Ensemble, EnsembleStrategyName } from '../ensemble.js';
import type { EnsembleStrategy } from '../ensemble-strategy.js';
import { bestOf } from './best-of.js';
import { fusion } from './fusion.js';
import { roundRobin } from './round-robin.js';

/** The strategies, by the names that requests give them. */
const strategies: Readonly<Record<EnsembleStrategyName, EnsembleStrategy>> = {
  best_of: bestOf,
  round_robin: roundRobin,
  fusion,
};

export function strategyOf({ strategy }: Pick<Ensemble, 'strategy'>): EnsembleStrategy {
  return strategies[strategy];
}

/** Candidates of an ensemble, those of all its models; what is made of them does not count. */
export function sizeOf({ strategy, models, candidates }: Ensemble): number {
  return strategies[strategy].writers(models.length === 0 ? [''] : models, candidates).length;
}

/** Texts of one wish that a model is given at the same time, at most: one without an ensemble. */
export function textsOf(ensemble: Ensemble | undefined): number {
  if (ensemble === undefined) return 1;
  return Math.ceil(sizeOf(ensemble) / Math.max(1, ensemble.models.length));
}
