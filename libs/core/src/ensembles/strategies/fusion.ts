import { MuseError } from '../../errors/muse-error.js';
import type { EnsembleStrategy } from '../ensemble-strategy.js';
import { roundRobin } from './round-robin.js';

const reason =
  'with the strategy fusion, one of the models has to follow instructions: its prompt_template is chat or mistral';

/** The models take turns, and the first of them that follows instructions writes one idea from what they wrote. */
export const fusion: EnsembleStrategy = {
  writers: roundRobin.writers,
  fuser: (models, follows) => {
    const fuser = models.find(follows);
    if (fuser !== undefined) return fuser;
    throw new MuseError('validation_failed', reason, { errors: [{ path: 'ensemble.strategy', reason }] });
  },
};
