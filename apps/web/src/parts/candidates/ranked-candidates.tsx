import type { Candidate } from '@creative-muse/client';
import { useTexts } from '../../texts/texts-context.js';
import { byRank } from './by-rank.js';
import { originOf } from './origin-of.js';
import { RankedCandidate } from './ranked-candidate.js';
import classes from './ranked-candidates.module.css';

/** What an idea was chosen from, the winner first, each with what it is worth and why; the idea itself stands above. */
export function RankedCandidates({ candidates }: { candidates: readonly Candidate[] }) {
  const { candidates: texts } = useTexts();
  const { isFused, count } = originOf(candidates);
  const title = isFused ? texts.madeOf(count) : texts.chosenFrom(count);
  return (
    <section aria-label={title}>
      <h3 className={classes.heading}>{title}</h3>
      <ol className={classes.list}>
        {byRank(candidates).map((candidate) => (
          <RankedCandidate key={candidate.index} candidate={candidate} />
        ))}
      </ol>
    </section>
  );
}
