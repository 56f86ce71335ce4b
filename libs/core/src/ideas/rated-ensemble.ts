import type { Candidate } from '../ensembles/candidate.js';

/** What is known of an idea that an ensemble made and somebody rated. */
export interface RatedEnsemble {
  candidates: readonly Candidate[];
  /** 1 to 5. */
  rating: number;
}
