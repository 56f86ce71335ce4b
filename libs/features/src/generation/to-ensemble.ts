import type { Ensemble } from '@muse/core/ensembles/ensemble.js';
import { sizeOf } from '@muse/core/ensembles/strategies/strategy-of.js';
import { validationFailed } from '../http/validation.js';
import type { EnsembleRequest } from './ensemble-request.dto.js';

export interface EnsembleBounds {
  /** Candidates that an ensemble may have. */
  maxCandidates: number;
}

/**
 * A valid wish in the words of libs/core.
 * @param elsewhere the field of the request that names models too; undefined where it is not there
 * @throws MuseError `validation_failed` where there are too many candidates, or both fields name models.
 */
export function toEnsemble(
  { models = [], candidates, strategy }: EnsembleRequest,
  elsewhere: string | undefined,
  { maxCandidates }: EnsembleBounds,
): Ensemble {
  if (models.length > 0 && elsewhere !== undefined) {
    throw validationFailed([{ path: 'ensemble.models', reason: `ensemble.models must not come with ${elsewhere}` }]);
  }
  const ensemble: Ensemble = { models, candidates, strategy };
  if (sizeOf(ensemble) > maxCandidates) {
    const reason = `an ensemble must have no more than ${maxCandidates} candidates, those of all its models`;
    throw validationFailed([{ path: 'ensemble.candidates', reason }]);
  }
  return ensemble;
}
