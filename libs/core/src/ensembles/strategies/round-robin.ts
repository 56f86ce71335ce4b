import type { EnsembleStrategy } from '../ensemble-strategy.js';

/** The models take turns, and the best candidate is the idea. */
export const roundRobin: EnsembleStrategy = {
  writers: (models, candidates) => Array.from({ length: candidates }, (_, index) => models[index % models.length]),
  fuser: () => undefined,
};
