import type { MuseError } from '../errors/muse-error.js';
import type { GenerationRequest } from '../generations/generation-request.js';
import type { Generations } from '../generations/generations.js';
import type { IdeaKeeper } from '../ideas/idea-keeper.js';
import type { IdeaRepository } from '../ideas/idea-repository.js';
import type { Models } from '../models/models.js';
import type { RankingWeights } from '../ranking/weights.js';
import type { Ensemble } from './ensemble.js';

/** What ensembles are run with. */
export interface EnsembleTools {
  /** Writes the candidates, as texts that become no ideas. */
  generations: Generations;
  models: Pick<Models, 'currentModel' | 'entry'>;
  /** Keeps the winner. */
  keeper: IdeaKeeper;
  /** Has the ideas that candidates are compared with. */
  ideas: Pick<IdeaRepository, 'list'>;
  /** What counts how much where candidates are ranked. */
  weights: () => Promise<RankingWeights>;
  /** Models that work side by side for one ensemble. */
  sideBySide: number;
  /** Hears of every candidate that failed, although the others go on. */
  onFailure: (error: MuseError) => void;
}

export type EnsembleRequest = GenerationRequest & { ensemble: Ensemble };
