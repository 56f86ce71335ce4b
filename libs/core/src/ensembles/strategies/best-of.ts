import type { EnsembleStrategy } from '../ensemble-strategy.js';

/** Every model writes as many candidates, and the best of all is the idea. */
export const bestOf: EnsembleStrategy = {
  writers: (models, candidates) => models.flatMap((model) => Array<string>(candidates).fill(model)),
  fuser: () => undefined,
};
