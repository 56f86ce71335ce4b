import type { Candidate } from '@creative-muse/client';
import { byRank } from './by-rank.js';
import { RankedCandidate } from './ranked-candidate.js';
import classes from './ranked-candidates.module.css';

/** Candidates, the winner first, each with what it is worth and why. */
export function RankedList({ candidates }: { candidates: readonly Candidate[] }) {
  return (
    <ol className={classes.list}>
      {byRank(candidates).map((candidate) => (
        <RankedCandidate key={candidate.index} candidate={candidate} />
      ))}
    </ol>
  );
}
