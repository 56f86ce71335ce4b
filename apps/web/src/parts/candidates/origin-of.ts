import type { Candidate } from '@creative-muse/client';

/** How an idea came from its candidates: made of them, or one of them; and how many there were. */
export interface Origin {
  isFused: boolean;
  count: number;
}

export function originOf(candidates: readonly Candidate[]): Origin {
  return {
    isFused: candidates.some(({ fused, rank }) => fused && rank === 1),
    // What was to be made of them is none of them.
    count: candidates.filter(({ fused }) => !fused).length,
  };
}
