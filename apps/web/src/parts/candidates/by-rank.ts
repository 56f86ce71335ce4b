import type { Candidate } from '@creative-muse/client';

/** The candidates with the winner first; those that failed come last, in the order in which they were begun. */
export function byRank(candidates: readonly Candidate[]): Candidate[] {
  return [...candidates].sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || a.index - b.index);
}
